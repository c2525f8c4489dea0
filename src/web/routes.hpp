// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// data/web/routes.toml: every address of the site, what it does and who may. There is no other place where
/// that is decided.
#include "base/finding.hpp"
#include "base/result.hpp"
#include "desk/roles.hpp"
#include <filesystem>
#include <map>
#include <set>

namespace web {

struct Route {
    std::string method;             ///< GET or POST
    std::string path;               ///< /sheets/{serial}/preview
    std::vector<std::string> parts; ///< of the path
    std::string does;               ///< name of a handler
    bool anyone = false;            ///< without an account, too
    std::set<desk::Role> who;       ///< with an account
    std::size_t bytes = 64 * 1024;  ///< of a body
    int line = 0;

    [[nodiscard]] bool is_api() const { return path.starts_with("/api/"); }
};

struct Match {
    Route const *route = nullptr; ///< nothing: no such address
    bool other_method = false;    ///< the address is there, for another method
    std::map<std::string, std::string, std::less<>> parts;
};

class Routes {
public:
    struct Reading;
    static base::Result<Reading> read(std::filesystem::path const &file);

    /// HEAD is matched as GET. Of several, the one with fewer placeholders.
    [[nodiscard]] Match match(std::string const &method, std::string const &path) const;
    [[nodiscard]] std::vector<Route> const &all() const { return routes_; }

private:
    std::vector<Route> routes_;
};

struct Routes::Reading {
    Routes routes;
    base::Findings findings; ///< usable only with none
};

} // namespace web
