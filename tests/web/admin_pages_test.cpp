// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/web_office.hpp"
#include <doctest/doctest.h>
#include <fmt/format.h>

using nlohmann::json;
using support::asked;
using support::has;
using support::header;
using support::said;
using support::someone;
using support::WebOffice;

TEST_CASE("every page of the administrator's desk is there in both languages") {
    WebOffice office;
    office.take_in({someone("20220001", "张三"), someone("20220002", "李四", "法学院", "法学2201")});
    auto chen = office.log_in();
    struct Page {
        std::string address, zh, en;
    };
    for (auto const &[address, zh, en] :
         {Page{"/admin", "2 人，2 个班", "2 people in 2 classes"},
          Page{"/admin/campaigns", "正在用", "In use here"},
          Page{"/admin/rules", "/admin/rules/S0", "/admin/rules/S0"},
          Page{"/admin/rules/S0", "须及时将整版纸质照片交给学院备用", "those who wear glasses keep them on"},
          Page{"/admin/people", "会计2201", "法学2201"},
          Page{"/admin/people/list?q=%E5%BC%A0", "张三", "1 people"},
          Page{"/admin/accounts", "陈主任", "administrator"},
          Page{"/admin/printers", "没有打印机", "There is no printer"},
          Page{"/admin/backup", "platen restore", "cannot restore itself"},
          Page{"/admin/health", "可以写入", "can be written"},
          Page{"/admin/ledger", "建立采集任务", "a campaign was made"}}) {
        CAPTURE(address);
        chen.language = "zh";
        auto const page = chen.get(address);
        CHECK(page.status == 200);
        CHECK(has(page, zh));
        CHECK(has(page, "aria-current=\"page\">"));
        chen.language = "en";
        auto const english = chen.get(address);
        CHECK(english.status == 200);
        CHECK(has(english, en));
    }
}

TEST_CASE("the page of a profile shows every rule in its part, with its row, its words and its note") {
    WebOffice office;
    auto chen = office.log_in();
    auto const page = chen.get("/admin/rules/S1");
    REQUIRE(page.status == 200);
    for (auto const *part : {"对象", "时间地点", "排队", "采集码与证件", "仪容", "收费", "照片", "确认与校对",
                             "纸质照片去向", "期限", "联系人"}) {
        CAPTURE(part);
        CHECK(has(page, fmt::format("<h2>{}</h2>", part)));
    }
    for (int row = 1; row <= 48; ++row) {
        CAPTURE(row);
        CHECK(has(page, fmt::format("<th scope=\"row\">S1-{:02}</th>", row)));
    }
    CHECK(has(page, "<p>每人只能采集一次</p><blockquote lang=\"zh\">“每位学生只能采集一次”</blockquote>"));
    CHECK(has(page, "注：这一句识别错误严重"));
    CHECK(has(page, "<th scope=\"row\">—</th>"));
    chen.language = "en";
    CHECK(has(chen.get("/admin/rules/S1"), "strongly dyed hair is refused"));
}

TEST_CASE("nobody but an administrator sees the administrator's desk") {
    WebOffice office;
    office.account("wang", desk::Role::operator_);
    auto wang = office.log_in("wang");
    for (auto const &route : office.service->routes.all()) {
        if (!route.path.starts_with("/admin")) {
            continue;
        }
        CAPTURE(route.path);
        CHECK(route.who == std::set{desk::Role::administrator});
        auto const answer = route.method == "GET" ? wang.get(route.path) : wang.post(route.path);
        CHECK(answer.status == 403);
    }
}

TEST_CASE("a form without its token changes nothing") {
    WebOffice office;
    auto chen = office.log_in();
    chen.forget_csrf();
    CHECK(chen.post("/admin/accounts", {{"name", "li"}, {"shown", "李"}, {"role", "operator"}}).status ==
          403);
    CHECK(chen.post("/admin/ledger/verify").status == 403);
    auto one = office.store();
    CHECK(support::sure(store::accounts(one)).size() == 1);
}

TEST_CASE("what a roster says never becomes markup") {
    std::string const evil = "<script>alert(1)</script>";
    WebOffice office{evil};
    auto person = someone("<script>7</script>", evil, evil + "U", evil + "C");
    person.major = evil + "M";
    person.sex = person.level = person.exam_no = person.birth = evil;
    person.id_no = "<script>alert(1)</script>xyz";
    office.take_in({person});
    auto const college = office.account("li", desk::Role::college, office.first_unit());
    auto chen = office.log_in();
    support::sure(
        chen.post("/admin/printers", {{"uri", "folder:" + (office.folder / "p").string()}, {"shown", evil}})
                    .status == 303
            ? base::Result<>{}
            : base::Result<>{base::Fault{}});
    auto const unit = web::encoded(evil + "U"), class_name = web::encoded(evil + "C");
    for (auto const &address : std::vector<std::string>{
             "/admin", "/admin/campaigns", "/admin/people", "/admin/people/list?unit=" + unit,
             "/admin/people/list?unit=" + unit + "&class=" + class_name,
             "/admin/people/list?q=" + web::encoded(evil), "/admin/accounts",
             fmt::format("/admin/accounts/{}", college), "/admin/printers", "/admin/printers/part",
             "/admin/ledger", "/admin/ledger?actor=" + web::encoded(evil)}) {
        CAPTURE(address);
        auto const page = chen.get(address);
        CHECK(page.status == 200);
        CHECK(!has(page, "<script>"));
        CHECK(has(page, "&lt;script&gt;"));
    }
}

TEST_CASE("people are shown a hundred a page, found by parts, with masked numbers") {
    WebOffice office;
    std::vector<store::Person> people;
    for (int i = 0; i < 230; ++i) {
        people.push_back(someone(fmt::format("2022{:04}", i), i == 7 ? "欧阳·娜娜" : "张三"));
    }
    people[7].id_no = "130102200001011234";
    office.take_in(people);
    auto chen = office.log_in();
    auto const first = asked(chen, "/api/v1/people?unit=%E8%B4%A2%E7%BB%8F%E5%AD%A6%E9%99%A2");
    CHECK(first["all"] == 230);
    CHECK(first["people"].size() == 100);
    auto const last = asked(chen, "/api/v1/people?page=3");
    CHECK(last["people"].size() == 30);
    CHECK(last["people"][0]["student_no"] == "20220200");
    CHECK(last["has_next"] == false);
    CHECK(asked(chen, "/api/v1/people?page=99")["people"].empty());
    for (auto const *query : {"阳娜", "20220007", "130102200001011234"}) {
        auto const found = asked(chen, "/api/v1/people?q=" + web::encoded(query));
        CAPTURE(query);
        REQUIRE(found["all"] == 1);
        CHECK(found["people"][0]["student_no"] == "20220007");
    }
    auto const page = chen.get("/admin/people/list?q=%E9%98%B3");
    CHECK(has(page, "/people/20220007"));
    CHECK(!has(page, "130102200001011234"));
    CHECK(has(page, "1234"));
    CHECK(has(chen.get("/admin/people/list?page=2"), "/admin/people/list?page=3"));
}

TEST_CASE("an account is made, its link works once, and disabling it ends its sessions") {
    WebOffice office;
    office.take_in({someone("20220001", "张三")});
    auto chen = office.log_in();
    auto const made =
        chen.post("/admin/accounts", {{"name", "Li"}, {"shown", "李老师"}, {"role", "operator"}});
    CHECK(made.status == 200);
    std::string const opening = "http://platen.example:8620/setup?token=";
    auto const at = made.body.find(opening);
    REQUIRE(at != std::string::npos);
    auto const token = made.body.substr(at + opening.size(), made.body.find('"', at) - at - opening.size());
    CHECK(!has(chen.get("/admin/accounts"), token));
    CHECK(has(chen.get("/admin/accounts"), "等本人设密码"));

    auto one = office.store();
    auto const id = support::sure(store::account_by_name(one, "li"))->id;
    auto const now = office.setting().clock.now();
    support::sure(desk::accept_invitation(one, token, WebOffice::password, now));
    CHECK(!desk::accept_invitation(one, token, WebOffice::password, now));

    auto li = office.log_in("li");
    CHECK(li.get("/print").status == 200);
    CHECK(asked(chen, fmt::format("/api/v1/accounts/{}", id))["state"] == "active");
    auto const address = fmt::format("/admin/accounts/{}", id);
    said(chen, chen.post(address, {{"shown", "李主任"},
                                   {"role", "college"},
                                   {"unit", std::to_string(office.first_unit())}}));
    CHECK(has(chen.get(address), "李主任"));
    CHECK(li.get("/print").status == 403);
    CHECK(li.get("/college").status == 200);

    CHECK(said(chen, chen.post(address + "/disable")).find("已停用") != std::string::npos);
    CHECK(li.get("/college").status == 303);
    said(chen, chen.post(address + "/enable"));
    CHECK(asked(chen, fmt::format("/api/v1/accounts/{}", id))["state"] == "active");
    auto const reset = chen.post(address + "/reset");
    CHECK(has(reset, opening));
    CHECK(!has(reset, token));
    CHECK(asked(chen, fmt::format("/api/v1/accounts/{}", id))["state"] == "invited");
}

TEST_CASE("the last administrator stays one, and mistakes in the form are told") {
    WebOffice office;
    auto chen = office.log_in();
    auto const own = asked(chen, "/api/v1/accounts")["accounts"][0]["id"].get<std::int64_t>();
    auto const address = fmt::format("/admin/accounts/{}", own);
    std::pair<std::string, std::string> const back{"back", address};
    CHECK(said(chen, chen.post(address + "/disable", {back})).find("最后一个能登录的管理员") !=
          std::string::npos);
    CHECK(said(chen, chen.post(address, {{"shown", "陈"}, {"role", "operator"}, back})).find("最后一个") !=
          std::string::npos);
    CHECK(chen.get("/admin").status == 200);
    std::pair<std::string, std::string> const list{"back", "/admin/accounts"};
    CHECK(said(chen,
               chen.post("/admin/accounts", {{"name", "chen"}, {"shown", "陈"}, {"role", "operator"}, list}))
              .find("已经有人用了") != std::string::npos);
    CHECK(
        said(chen, chen.post("/admin/accounts", {{"name", "xu"}, {"shown", "徐"}, {"role", "college"}, list}))
            .find("学院账号要选定单位") != std::string::npos);
    CHECK(said(chen, chen.post("/admin/accounts", {{"name", "xu"}, {"shown", "徐"}, {"role", "king"}, list}))
              .find("没有角色") != std::string::npos);
    CHECK(chen.get("/admin/accounts/12x").status == 404);
    CHECK(chen.post("/api/v1/accounts/12x/disable").status == 404);
}

TEST_CASE("printers are entered, print a test page, and are taken off again") {
    WebOffice office;
    auto chen = office.log_in();
    auto const uri = "folder:" + (office.folder / "prints").string();
    said(chen, chen.post("/admin/printers", {{"uri", uri}, {"shown", "备用"}}));
    auto view = json{};
    for (int i = 0; i < 50 && (view.empty() || !view[0]["ready"].get<bool>()); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        view = asked(chen, "/api/v1/printers")["printers"];
    }
    REQUIRE(view.size() == 1);
    CHECK(view[0]["name"] == "备用");
    CHECK(view[0]["entered_uri"] == uri);
    CHECK(view[0]["ready"] == true);
    auto const page = said(chen, chen.post("/admin/printers/test", {{"printer", view[0]["uri"]}}));
    CHECK(page.find("测试页已印出") != std::string::npos);
    CHECK(!std::filesystem::is_empty(office.folder / "prints"));
    CHECK(chen.post("/api/v1/printers/test", {{"printer", "folder:/elsewhere"}}).status == 404);
    said(chen, chen.post("/admin/printers", {{"uri", uri}, {"what", "remove"}}));
    auto one = office.store();
    CHECK(asked(chen, "/api/v1/ledger?kind=printer.removed")["events"].size() == 1);
    CHECK(chen.post("/api/v1/printers", {{"uri", "nonsense:x"}}).status == 400);
}

TEST_CASE("campaigns are made on the desk, and each page says which one it is about") {
    WebOffice office;
    auto chen = office.log_in();
    CHECK(header(chen.post("/admin/campaigns",
                           {{"code", "11832"}, {"school", "某大学"}, {"year", "2027"}, {"profile", "S1"}}),
                 "Location") == "/intake");
    auto const list = asked(chen, "/api/v1/campaigns")["list"];
    REQUIRE(list.size() == 2);
    CHECK(list[0]["key"] == "11832-2027-S1");
    CHECK(list[0]["current"] == true);
    CHECK(said(chen, chen.post("/admin/campaigns", {{"code", "1"}, {"back", "/admin/campaigns"}}))
              .find("notice bad") != std::string::npos);
    CHECK(chen.get("/admin/rules/..%2Fsecret").status == 404);
}
