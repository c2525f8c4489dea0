// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "support/portrait.hpp"
#include "support/web_office.hpp"
#include <doctest/doctest.h>

using support::has;
using support::header;
using support::someone;
using support::sure;
using support::WebOffice;

namespace {

/// Two colleges with one printed sheet each.
struct TwoColleges {
    TwoColleges() {
        office.take_in({someone("20220001", "张三"), someone("20220002", "李四", "法学院", "法学2201")});
        for (std::string const number : {"20220001", "20220002"}) {
            auto const photo = support::portrait(1);
            static_cast<void>(office.folder.file("photos/" + number + ".jpg", base::as_text(photo)));
        }
        auto station = sure(desk::Station::open(office.folder / "store", "", office.setting()));
        sure(desk::import_photos(station, office.folder / "photos", ""));
        desk::PrintOrder order;
        order.printers = {"folder:" + (office.folder / "prints").string()};
        for (auto const &sheet : sure(desk::print_sheets(station, order)).sheets) {
            serials[sheet.student_no] = sheet.serial;
        }
        for (auto const role : desk::every_role) {
            std::string const name{desk::role_name(role)};
            if (role == desk::Role::college) {
                office.account(name, role, office.first_unit());
            } else {
                office.account(name, role);
            }
        }
    }

    /// An address of the route, with what stands for this person's things in its places.
    [[nodiscard]] std::string address(web::Route const &route, std::string const &student_no) const {
        std::string path;
        for (auto const &part : route.parts) {
            auto const value = part == "{serial}"       ? serials.at(student_no)
                               : part == "{student_no}" ? student_no
                               : part == "{version}"    ? office.service->files.folder().substr(8, 16)
                               : part == "{name}"       ? std::string{"platen.css"}
                               : part.starts_with('{')  ? std::string{"1"}
                                                        : part;
            path += (path.empty() && value.empty() ? "" : "/") + value;
        }
        return path.empty() ? "/" : path.starts_with("//") ? path.substr(1) : path;
    }

    WebOffice office;
    std::map<std::string, std::string> serials;
};

web::Request without_session(std::string const &method, std::string const &path) {
    web::Request request;
    request.method = method;
    request.path = path;
    request.headers.add("host", "platen.example:8620");
    return request;
}

} // namespace

TEST_CASE("every route is open to the roles that the table names, and to no other") {
    TwoColleges school;
    auto const &service = *school.office.service;
    auto const not_yours = service.templates.text(base::Language::zh, "error.not_yours");
    for (auto const role : desk::every_role) {
        std::string const name{desk::role_name(role)};
        for (auto const &route : service.routes.all()) {
            CAPTURE(name);
            CAPTURE(route.method);
            CAPTURE(route.path);
            auto browser = school.office.log_in(name); // the last route may have logged it out
            auto const path = school.address(route, "20220001");
            auto const response = route.method == "GET" ? browser.get(path) : browser.post(path);
            auto const refused =
                response.status == 403 && (has(response, not_yours) || has(response, "您的角色"));
            CHECK(refused == !(route.anyone || route.who.contains(role)));
            CHECK(response.status != 500);
            CHECK(header(response, "X-Content-Type-Options") == "nosniff");
            CHECK(header(response, "Content-Security-Policy").find("frame-ancestors 'none'") !=
                  std::string::npos);
        }
    }
}

TEST_CASE("without an account every route leads to the login but those that anyone may use") {
    TwoColleges school;
    for (auto const &route : school.office.service->routes.all()) {
        CAPTURE(route.method);
        CAPTURE(route.path);
        auto const path = school.address(route, "20220001");
        auto const response = school.office.site->answer(without_session(route.method, path));
        auto const asks = header(response, "Location").starts_with("/login?to=") ||
                          (header(response, "Location") == "/login" && route.path != "/") ||
                          has(response, "请先登录");
        CHECK(asks == !route.anyone);
    }
}

TEST_CASE("a college finds nothing of another college, by whatever address it asks") {
    TwoColleges school;
    auto college = school.office.log_in("college");
    for (auto const &route : school.office.service->routes.all()) {
        if (!route.who.contains(desk::Role::college) || route.anyone) {
            continue;
        }
        CAPTURE(route.method);
        CAPTURE(route.path);
        auto const named = route.path.find("{serial}") != std::string::npos ||
                           route.path.find("{student_no}") != std::string::npos;
        if (route.path == "/logout" || route.path.ends_with("/session/end")) {
            continue;
        }
        auto const other = school.address(route, "20220002");
        auto const response = route.method == "GET" ? college.get(other) : college.post(other);
        CHECK_FALSE(has(response, "李四"));
        if (named) {
            CHECK(response.status == 404);
            auto const own = school.address(route, "20220001");
            CHECK((route.method == "GET" ? college.get(own) : college.post(own)).status == 200);
        }
    }
    for (auto const &query :
         std::vector<std::string>{"李四", "20220002", school.serials.at("20220002"), "法学"}) {
        CAPTURE(query);
        auto const found = college.get("/api/v1/find?q=" + web::encoded(query));
        CHECK(found.status == 200);
        CHECK_FALSE(has(found, "\"name\":\"李四\""));
        CHECK(has(found, "\"count\":0"));
        auto const scanned = college.post("/api/v1/scan", {{"scanned", query}});
        CHECK(has(scanned, "\"kind\":\"unknown\""));
    }
    CHECK(has(college.get("/college"), "张三"));
    CHECK(has(college.get("/api/v1/find?q=" + web::encoded("张")), "张三"));
}

TEST_CASE("a college finds its own people however many others have the same name") {
    TwoColleges school;
    std::vector<store::Person> others;
    for (int i = 0; i < 250; ++i) {
        others.push_back(someone(fmt::format("2021{:04}", i), "赵六", "法学院", "法学2201"));
    }
    others.push_back(someone("20229999", "赵六"));
    school.office.take_in(others);
    auto college = school.office.log_in("college");
    auto const found = asked(college, "/api/v1/find?q=" + web::encoded("赵六"));
    CHECK(found["count"] == 1);
    CHECK(found["hits"][0]["student_no"] == "20229999");
    CHECK(has(college.post("/api/v1/scan", {{"scanned", "赵六"}}), "/people/20229999"));
    auto everybody = school.office.log_in("operator");
    CHECK(asked(everybody, "/api/v1/find?q=" + web::encoded("赵六"))["count"] == 200);
}

TEST_CASE("what is posted without its token, or with another session's, changes nothing") {
    TwoColleges school;
    auto one = school.office.log_in("administrator");
    one.forget_csrf();
    for (auto const &route : school.office.service->routes.all()) {
        if (route.method != "POST" || route.anyone || !route.who.contains(desk::Role::administrator)) {
            continue;
        }
        CAPTURE(route.path);
        CHECK(one.post(school.address(route, "20220001")).status == 403);
    }
}
