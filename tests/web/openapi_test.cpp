// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/web_office.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

using nlohmann::json;

namespace {

json document() {
    return json::parse(std::ifstream{std::string{PLATEN_ROOT} + "/data/web/openapi.json"});
}

web::Routes routes() {
    auto reading = support::sure(web::Routes::read(std::string{PLATEN_ROOT} + "/data/web/routes.toml"));
    REQUIRE(reading.findings.empty());
    return std::move(reading.routes);
}

std::string verb(web::Route const &route) {
    return route.method == "GET" ? "get" : "post";
}

std::set<std::string> holes(std::string const &path) {
    std::set<std::string> names;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
        names.insert(path.substr(open + 1, path.find('}', open) - open - 1));
    }
    return names;
}

/// Every $ref of a value.
void collect(json const &value, std::set<std::string> &found) {
    if (value.is_object() && value.contains("$ref")) {
        found.insert(value["$ref"].get<std::string>());
    }
    if (value.is_structured()) {
        for (auto const &one : value) {
            collect(one, found);
        }
    }
}

} // namespace

TEST_CASE("every address for programs is described, with its roles") {
    auto const described = document()["paths"];
    auto const there = routes();
    for (auto const &route : there.all()) {
        if (!route.is_api()) {
            continue;
        }
        CAPTURE(route.path);
        CAPTURE(route.method);
        REQUIRE(described.contains(route.path));
        REQUIRE(described[route.path].contains(verb(route)));
        std::set<std::string> who;
        for (auto const role : route.who) {
            who.emplace(desk::role_name(role));
        }
        if (route.anyone) {
            who.insert("anyone");
        }
        CHECK(described[route.path][verb(route)]["x-roles"].get<std::set<std::string>>() == who);
    }
}

TEST_CASE("nothing is described that is not there") {
    std::set<std::string> known;
    auto const there = routes();
    for (auto const &route : there.all()) {
        known.insert(verb(route) + " " + route.path);
    }
    auto const described = document()["paths"];
    for (auto const &[path, methods] : described.items()) {
        for (auto const &[method, operation] : methods.items()) {
            CAPTURE(path);
            CAPTURE(method);
            CHECK(known.contains(method + " " + path));
        }
    }
}

TEST_CASE("each description is whole") {
    auto const whole = document();
    CHECK(whole["openapi"] == "3.1.0");
    std::set<std::string> ids, refs;
    for (auto const &[path, methods] : whole["paths"].items()) {
        for (auto const &[method, operation] : methods.items()) {
            CAPTURE(path);
            CAPTURE(method);
            CHECK(!operation["summary"].get<std::string>().empty());
            CHECK(ids.insert(operation["operationId"]).second);
            CHECK(!operation["responses"].empty());
            std::set<std::string> in_path;
            for (auto const &parameter : operation.value("parameters", json::array())) {
                if (parameter["in"] == "path") {
                    in_path.insert(parameter["name"]);
                }
            }
            CHECK(in_path == holes(path));
            CHECK(operation["security"].empty() == (operation["x-roles"] == json{"anyone"}));
        }
    }
    collect(whole, refs);
    for (auto const &ref : refs) {
        CAPTURE(ref);
        CHECK(whole.contains(json::json_pointer{ref.substr(1)}));
    }
}

TEST_CASE("the description is served to anyone") {
    support::WebOffice office;
    web::Request request;
    request.method = "GET";
    request.path = "/api/v1/openapi.json";
    auto const response = office.site->answer(request);
    CHECK(response.status == 200);
    CHECK(json::parse(std::ifstream{response.file}) == document());
}
