// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/routes.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include <algorithm>

namespace web {

namespace {

std::vector<std::string> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    for (auto const &part : base::split(path, '/')) {
        parts.emplace_back(part);
    }
    return parts;
}

bool is_placeholder(std::string_view part) {
    return part.starts_with('{') && part.ends_with('}');
}

void read_roles(base::TomlTable &table, Route &route) {
    for (auto const &word : table.texts_or_none("who")) {
        if (word == "anyone") {
            route.anyone = true;
            continue;
        }
        if (auto const role = desk::role_named(word)) {
            route.who.insert(*role);
        } else {
            table.note("who", "role", base::words("没有角色“{}”", "there is no role '{}'", word));
        }
    }
    if (!route.anyone && route.who.empty()) {
        table.note("who", "missing", {"没有写谁可以", "nobody may"});
    }
}

Route read_route(base::TomlTable &table) {
    Route route;
    route.line = table.line();
    route.method = table.has("get") ? "GET" : "POST";
    route.path = table.text(table.has("get") ? "get" : "post");
    route.parts = parts_of(route.path);
    route.does = table.text("does");
    static constexpr std::int64_t usual = 64 * 1024, most = 4'000'000'000;
    route.bytes = static_cast<std::size_t>(table.whole_or("bytes", usual, 0, most));
    read_roles(table, route);
    if (!route.path.starts_with('/')) {
        table.note(route.method == "GET" ? "get" : "post", "path",
                   {"路径应以 / 开头", "a path begins with /"});
    }
    table.finish();
    return route;
}

/// The values of the placeholders; nothing where the path is another.
std::optional<std::map<std::string, std::string, std::less<>>> fill(Route const &route,
                                                                    std::vector<std::string> const &path) {
    if (route.parts.size() != path.size()) {
        return std::nullopt;
    }
    std::map<std::string, std::string, std::less<>> values;
    for (std::size_t i = 0; i < path.size(); ++i) {
        auto const &part = route.parts[i];
        if (is_placeholder(part)) {
            values[part.substr(1, part.size() - 2)] = path[i];
        } else if (part != path[i]) {
            return std::nullopt;
        }
    }
    return values;
}

} // namespace

base::Result<Routes::Reading> Routes::read(std::filesystem::path const &file) {
    auto read = base::TomlFile::read(file);
    if (!read) {
        return std::move(read).fault();
    }
    Reading reading;
    auto root = read->root();
    static_cast<void>(root.whole("format", 1, 1));
    for (auto &table : root.tables("route")) {
        auto route = read_route(table);
        auto const same = [&](Route const &one) {
            return one.path == route.path && one.method == route.method;
        };
        auto &known = reading.routes.routes_;
        if (std::any_of(known.begin(), known.end(), same)) {
            table.note("does", "twice",
                       base::words("{} {} 写了两次", "{} {} is there twice", route.method, route.path));
        }
        known.push_back(std::move(route));
    }
    root.finish();
    auto const holes = [](Route const &route) {
        return std::count_if(route.parts.begin(), route.parts.end(), is_placeholder);
    };
    std::stable_sort(reading.routes.routes_.begin(), reading.routes.routes_.end(),
                     [&](Route const &a, Route const &b) { return holes(a) < holes(b); });
    reading.findings = read->findings();
    return reading;
}

Match Routes::match(std::string const &method, std::string const &path) const {
    auto const wanted = method == "HEAD" ? "GET" : method;
    auto const parts = parts_of(path);
    Match match;
    for (auto const &route : routes_) {
        auto values = fill(route, parts);
        if (!values) {
            continue;
        }
        if (route.method == wanted) {
            return {&route, false, std::move(*values)};
        }
        match.other_method = true;
    }
    return match;
}

} // namespace web
