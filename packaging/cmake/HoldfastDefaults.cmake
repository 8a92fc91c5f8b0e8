# Language level, warnings as errors, Qt's strict defines, sanitizers, ccache. Included once, before any target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF) # a library compiles without waiting for those it links
set(CMAKE_OPTIMIZE_DEPENDENCIES ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

set(HOLDFAST_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize (address,undefined or thread)")
option(HOLDFAST_COVERAGE "Instrument for gcov" OFF)
option(HOLDFAST_WERROR "Warnings are errors" ON)

add_compile_options(-Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wuseless-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wduplicated-cond -Wduplicated-branches -Wlogical-op
    -Wformat=2 -Wswitch-enum -fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
# GCC 14 sees moved-from std::expected and std::variant as uninitialized at -O2; the sanitizer presets check for real.
add_compile_options(-Wno-maybe-uninitialized)
if(HOLDFAST_WERROR)
    add_compile_options(-Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang") # clang-tidy and clazy read the code with clang's front end
    add_compile_options(-Wno-unknown-warning-option)
endif()
add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT)

if(HOLDFAST_SANITIZE)
    add_compile_options(-fsanitize=${HOLDFAST_SANITIZE} -fno-sanitize-recover=all -Wno-null-dereference)
    add_link_options(-fsanitize=${HOLDFAST_SANITIZE})
endif()
if(HOLDFAST_COVERAGE)
    add_compile_options(--coverage -O0)
    add_link_options(--coverage)
endif()
