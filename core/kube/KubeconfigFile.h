#pragma once

#include "core/base/Result.h"
#include "core/kube/Kubeconfig.h"

#include <QString>

#include <string_view>
#include <vector>

namespace holdfast::kube {

/// A `clusters` entry before it is checked: URLs are text, paths are absolute.
struct RawCluster {
    FilePlace place;
    ClusterConfig config; ///< but for server and proxy
    QString server;
    QString proxy;
};

/// A `users` entry before it is checked; paths are absolute.
struct RawUser {
    FilePlace place;
    UserConfig config;
    bool basic = false; ///< has a user name or password
    QString authProvider;
};

/// A `contexts` entry before it is checked.
struct RawContext {
    FilePlace place;
    QString name;
    QString cluster;
    QString user;
    QString nameSpace;
};

/// One kubeconfig file as decoded, in the order of the file.
struct KubeconfigFile {
    std::vector<RawCluster> clusters;
    std::vector<RawUser> users;
    std::vector<RawContext> contexts;
    QString currentContext;
};

/// Decodes one file as Go's kubeconfig decoder does: scalars of the wrong type, bad base64 and duplicate names refuse
/// the whole file, unknown fields do not. Empty text is an empty file. `path` is absolute.
[[nodiscard]] Result<KubeconfigFile> decodeKubeconfig(std::string_view text, const QString& path);

}
