// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

/// data/web/static, read once. The folder in their addresses is a digest of all of them, so browsers may keep
/// them for ever, and modules find each other by their plain names.
class StaticFiles {
public:
    static base::Result<StaticFiles> read(std::filesystem::path const &home);

    /// /static/3f2a81c09d/
    [[nodiscard]] std::string const &folder() const { return folder_; }
    /// \p version as in the address. \return nothing where there is no such file
    [[nodiscard]] std::optional<Response> answer(std::string const &version, std::string const &name) const;

private:
    struct File {
        std::string type;
        std::shared_ptr<std::string const> bytes;
    };
    std::string version_, folder_;
    std::map<std::string, File> files_;
};

} // namespace web
