#pragma once

#include "app/sandbox/sim/Repositories.h"

namespace holdfast::sandbox::sim {

enum class RenderStyle { Argo, Flux };
enum class Recursion { No, Yes };

/// What to render: a path of a commit.
struct RenderRequest {
    std::string url;
    std::string commit;
    std::string path;
    RenderStyle style = RenderStyle::Argo;
    Recursion recursion = Recursion::No;
    Value helm; ///< {releaseName, namespace, values, valueFiles, parameters}; null where the path is no chart
    friend bool operator==(const RenderRequest&, const RenderRequest&) = default;
};

/// What came of it.
struct Rendered {
    std::vector<Value> objects;
    std::string sourceType; ///< Directory, Kustomize or Helm
};

/// Why not, in the agent's words; `isMissing` where the path is not in the commit.
struct RenderTrouble {
    std::string message;
    bool isMissing = false;
};

using RenderAnswer = std::expected<std::shared_ptr<const Rendered>, RenderTrouble>;

/// Turns paths of commits into objects: plain directories, kustomize and helm; each once.
class Renderer final : public QObject {
public:
    Renderer(Repositories& repositories, Processes& processes, QObject* parent = nullptr);
    using Done = std::function<void(const RenderAnswer&)>;
    void render(const RenderRequest& request, QObject* context, Done done);

private:
    void renderTree(const RenderRequest& request, const QString& folder, const Done& keep);
    void renderChart(const RenderRequest& request, const QString& folder, const Done& keep);

    Repositories& m_repositories;
    Processes& m_processes;
    std::map<std::string, RenderAnswer> m_cache;
    std::map<std::string, std::vector<Done>> m_underway;
};

/// What an agent needs to read Git.
struct GitAccess {
    Repositories& repositories;
    Renderer& renderer;
};

}
