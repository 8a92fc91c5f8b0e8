#!/usr/bin/env python3
"""check.py must be able to fail: each rule is broken once in a small tree of its own."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parent / "check.py"


class CheckFindsWhatItShould(unittest.TestCase):
    def findings(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True)
            path.write_text(text)
            pathlib.Path(folder, "tests/core").mkdir(parents=True)
            pathlib.Path(folder, "tests/core/T.cpp").write_text("int a;\n" * 3000)
            run = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
            return run.stdout

    def expect(self, rule, name, text):
        self.assertIn(f"[{rule}]", self.findings(name, text))

    def test_a_clean_file_has_no_finding_of_its_own(self):
        self.assertNotIn("A.cpp", self.findings("core/kube/A.cpp", '#include "core/net/B.h"\n/// Why.\nint a() { return 1; }\n'))

    def test_upward_include(self):
        self.expect("arrow", "core/base/A.cpp", '#include "core/kube/B.h"\n')

    def test_sideways_include(self):
        self.expect("arrow", "core/net/A.cpp", '#include "core/manifest/Value.h"\n')

    def test_include_of_an_extension(self):
        self.expect("extension", "ui/shell/A.cpp", '#include "ui/pages/fleet/FleetPage.h"\n')

    def test_include_between_extensions(self):
        self.expect("extension", "ui/pages/app/A.cpp", '#include "ui/pages/fleet/FleetPage.h"\n')

    def test_widgets_in_core(self):
        self.expect("core-gui", "core/base/A.cpp", "#include <QtWidgets/QLabel>\n")

    def test_third_party_header_in_the_wrong_file(self):
        self.expect("third-party", "core/kube/A.cpp", "#include <curl/curl.h>\n")

    def test_nested_event_loop(self):
        self.expect("nested-event-loop", "core/kube/A.cpp", "void a()\n{\n    QEventLoop loop;\n}\n")

    def test_exec(self):
        self.expect("exec", "ui/shell/A.cpp", "void a()\n{\n    dialog.exec();\n}\n")

    def test_sleep(self):
        self.expect("sleep", "core/kube/A.cpp", "void a()\n{\n    std::this_thread::sleep_for(b);\n}\n")

    def test_mutex_in_the_wrong_folder(self):
        self.expect("mutex", "core/kube/A.cpp", "std::mutex a;\n")

    def test_long_file(self):
        self.expect("file-size", "core/kube/A.cpp", "int a;\n" * 601)

    def test_long_function(self):
        self.expect("function-size", "core/kube/A.cpp", "int a(int b)\n{\n" + "    b++;\n" * 61 + "}\n")

    def test_many_parameters(self):
        self.expect("parameters", "core/kube/A.cpp", "int a(int b, int c, int d, int e, int f)\n{\n    return b;\n}\n")

    def test_too_few_tests(self):
        self.expect("test-share", "core/kube/A.cpp", "int a;\n" * 9000)

    def test_words_in_strings_and_comments_do_not_count(self):
        self.assertNotIn("[sleep]", self.findings("core/kube/A.cpp", '// usleep(1)\nconst char* a = "usleep(1)";\n'))


if __name__ == "__main__":
    unittest.main()
