// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/shots.hpp"
#include "desk/swipes.hpp"
#include "support/portrait.hpp"
#include "support/web_office.hpp"
#include "web/capture_models.hpp"
#include <doctest/doctest.h>
#include <fmt/format.h>

using support::asked;
using support::has;
using support::header;
using support::said;
using support::someone;
using support::sure;
using support::WebOffice;

namespace {

constexpr auto secret = "https://example.cn/cjm/20220001/q9ZkX0cG8hTqW";

std::string asked_token(support::Browser &chen, std::string const &content) {
    return nlohmann::json::parse(chen.post("/api/v1/capture/swipes", {{"content", content}}).body)["token"];
}

/// A morning with two people whose masks are alike, and nobody captured yet.
struct Morning {
    Morning() {
        office.take_in({someone("20220001", "张建国"), someone("20220002", "张爱国"),
                        someone("20220003", "欧阳修远", "法学院", "法学2201")});
    }
    /// Swiped, compared, in. \return where the desk went on
    std::string come(support::Browser &chen, std::string const &student_no, std::string const &mask) {
        auto const content = "https://example.cn/cjm/" + student_no + "/q9ZkX0cG8hTqW";
        auto const token = asked_token(chen, content);
        return chen.post("/api/v1/capture/binds", {{"token", token}, {"mask", mask}, {"person", student_no}})
            .body;
    }

    WebOffice office;
};

} // namespace

TEST_CASE("what a collection code holds is in no address and on no page") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const answer = chen.post("/capture/swipe", {{"content", secret}, {"back", "/capture"}});
    CHECK(answer.status == 303);
    auto const where = header(answer, "Location");
    CHECK(where.find("q9ZkX0cG8hTqW") == std::string::npos);
    CHECK(where.find("outcome=unknown") != std::string::npos);
    auto const page = chen.get(where + "&mask=" + web::encoded("张*国"));
    CHECK_FALSE(has(page, "q9ZkX0cG8hTqW"));
    CHECK(has(page, "张建国"));
    CHECK(has(page, "张爱国")); // both stand side by side, and nobody guesses
}

TEST_CASE("a swipe that is none says so on the page that it was made on") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const page = said(chen, chen.post("/capture/swipe", {{"content", "37"}, {"back", "/capture"}}));
    CHECK(page.find("这不是采集码") != std::string::npos);
    CHECK(page.find("data-notice=\"bad\"") != std::string::npos);
}

TEST_CASE("the number and the person of a visit are shown, and a number that was never given is refused") {
    Morning morning;
    auto chen = morning.office.log_in();
    morning.come(chen, "20220001", "张*国");
    auto const page = chen.get("/capture/camera?number=1");
    CHECK(has(page, "张建国"));
    CHECK(has(chen.get("/capture/camera?number=8"), "没有发过拍摄序号 8"));
}

TEST_CASE(
    "where number and code differ nobody sits at the camera, and a code that was never swiped says so") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const stranger_first =
        said(chen, chen.post("/capture/camera", {{"told", secret}, {"back", "/capture/camera"}}));
    CHECK(stranger_first.find("这个采集码还没有排上") != std::string::npos); // no code was ever swiped here
    morning.come(chen, "20220001", "张*国");
    morning.come(chen, "20220002", "张*国");
    chen.post("/api/v1/capture/fees",
              {{"payer", "unit"}, {"unit", "财经学院"}, {"heads", "2"}, {"way", "cash"}});
    static_cast<void>(chen.get("/capture/camera?number=2"));
    CHECK(morning.office.service->floor.at("chen").has_value());
    auto const alarm = chen.post("/capture/camera", {{"told", secret}, {"number", "2"}});
    CHECK(has(chen.get(header(alarm, "Location")), "不要拍"));
    CHECK_FALSE(morning.office.service->floor.at("chen").has_value());
}

TEST_CASE("a code of nobody is shown as it was typed, star by star") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const token = asked_token(chen, "https://example.cn/cjm/unknown/q9ZkX0cG8hTqW");
    chen.post("/api/v1/capture/binds", {{"token", token}, {"mask", "欧**远 0014"}, {"class", "法学2201"}});
    CHECK(has(chen.get("/capture/visits"), "欧**远"));
}

TEST_CASE("after a swipe the person's own information is shown to be checked") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const came = nlohmann::json::parse(morning.come(chen, "20220001", "张*国"));
    auto const page = chen.get("/capture?outcome=admitted&visit=" + came["visit"].get<std::string>());
    CHECK(has(page, "张建国"));
    CHECK(has(page, "20220001"));
    CHECK(has(page, "会计2201"));
    CHECK(has(page, "请核对姓名"));
}

TEST_CASE("the hall's screen shows numbers and family names only") {
    Morning morning;
    auto chen = morning.office.log_in();
    morning.come(chen, "20220003", "欧**远");
    auto const page = chen.get("/capture/board");
    CHECK(has(page, "欧阳同学"));
    CHECK_FALSE(has(page, "修远"));
    CHECK_FALSE(has(page, "20220003"));
}

TEST_CASE("whoever is not yet in turn reads on the hall's screen where to wait") {
    WebOffice office{"某大学", "S1"};
    auto chen = office.log_in();
    CHECK(has(chen.get("/capture/board"), "请在指定地点排队等待"));
}

TEST_CASE("family names of two characters are whole") {
    CHECK(web::family_name("欧阳修远") == "欧阳");
    CHECK(web::family_name("张三") == "张");
    CHECK(web::family_name("司马") == "司"); // two characters are a family and a given name
    CHECK(web::family_name(" 𠮷田一郎") == "𠮷");
    CHECK(web::family_name("").empty());
}

TEST_CASE("a script is told where a form leads and what is said there, and the next page says it no more") {
    Morning morning;
    auto chen = morning.office.log_in();
    chen.with_header("x-script", "1");
    auto const answer = chen.post("/capture/camera", {{"told", "?"}, {"back", "/capture/camera"}});
    CHECK(answer.status == 200);
    auto const told = nlohmann::json::parse(answer.body);
    CHECK(told["go"] == "/capture/camera");
    REQUIRE(told["notices"].size() == 1);
    CHECK(told["notices"][0]["good"] == false);
    chen.without_headers();
    CHECK_FALSE(has(chen.get("/capture/camera"), "data-notice=\"bad\""));
}

TEST_CASE("a tick without an answer is nothing") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const came = nlohmann::json::parse(morning.come(chen, "20220001", "张*国"));
    auto const visit = came["visit"].get<std::string>();
    auto const page = said(
        chen, chen.post("/capture/visits/" + visit + "/ticks", {{"key", "ornaments"}, {"back", "/capture"}}));
    CHECK(page.find("没有说符合还是不符合") != std::string::npos);
}

TEST_CASE("a file that comes twice is one shot, and a signature is kept with the confirmation") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const visit =
        nlohmann::json::parse(morning.come(chen, "20220001", "张*国"))["visit"].get<std::string>();
    chen.post("/api/v1/capture/fees",
              {{"payer", "unit"}, {"unit", "财经学院"}, {"heads", "2"}, {"way", "cash"}});
    auto const send = [&] {
        auto const file = morning.office.folder.file("shot.jpg", base::as_text(support::portrait(3)));
        auto answer = chen.post("/api/v1/capture/visits/" + visit + "/shots", {}, {{"photo", "a.jpg", file}});
        return nlohmann::json::parse(answer.body)["shot"].get<std::string>();
    };
    auto const first = send();
    CHECK(send() == first);
    CHECK(asked(chen, "/api/v1/capture/visits/" + visit + "/shots")["shots"].size() == 1);
    auto const not_png = morning.office.folder.file("signature.png", "no picture");
    auto const refused = said(chen, chen.post("/capture/shots/" + first + "/confirm",
                                              {{"how", "signature"}, {"back", "/capture"}},
                                              {{"signature", "signature.png", not_png}}));
    CHECK(refused.find("data-notice=\"bad\"") != std::string::npos);
}

TEST_CASE("the sitter's screen offers to confirm only what confirming would not refuse") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const visit =
        nlohmann::json::parse(morning.come(chen, "20220001", "张*国"))["visit"].get<std::string>();
    chen.post("/api/v1/capture/fees",
              {{"payer", "unit"}, {"unit", "财经学院"}, {"heads", "2"}, {"way", "cash"}});
    auto const file = morning.office.folder.file("shot.jpg", base::as_text(support::portrait(3)));
    static_cast<void>(chen.get("/capture/camera?number=1"));
    auto const sent = chen.post("/api/v1/capture/visits/" + visit + "/shots", {}, {{"photo", "a.jpg", file}});
    auto const shot = nlohmann::json::parse(sent.body)["shot"].get<std::string>();
    chen.post("/capture/shots/" + shot + "/show");
    auto const asks = [&] {
        auto const page = chen.get("/capture/mirror");
        CHECK(has(page, "是我，用这张") != has(page, "请工作人员看一下"));
        return has(page, "是我，用这张");
    };
    CHECK_FALSE(asks());
    for (std::size_t i = 0; i < photo::check_kinds; ++i) {
        chen.post("/capture/shots/" + shot + "/answer",
                  {{"check", std::string{photo::word_of(static_cast<photo::CheckKind>(i))}},
                   {"name", "陈老师"},
                   {"reason", "看过了"}});
    }
    CHECK_FALSE(asks()); // nobody looked at what no machine sees
    auto const list = asked(chen, "/api/v1/capture/visits/" + visit + "/shots")["ticks"];
    REQUIRE_FALSE(list.empty());
    for (auto const &tick : list) {
        chen.post("/capture/visits/" + visit + "/ticks", {{"key", tick["key"]}, {"answer", "ok"}});
    }
    CHECK(asks());
}

TEST_CASE("two desks that call at once call two numbers, and the wall counts what came") {
    Morning morning;
    auto chen = morning.office.log_in();
    for (auto const *const unit : {"财经学院", "法学院"}) {
        chen.post("/api/v1/capture/tickets", {{"unit", unit}, {"heads", "2"}});
    }
    auto const one = nlohmann::json::parse(chen.post("/api/v1/capture/tickets/call", {}).body);
    auto const two = nlohmann::json::parse(chen.post("/api/v1/capture/tickets/call", {}).body);
    CHECK(one["number"] == 1);
    CHECK(two["number"] == 2);
    CHECK(chen.post("/api/v1/capture/tickets/call", {}).status == 404);
    CHECK(asked(chen, "/api/v1/capture/wall")["total"]["reported"] == 4);
}

TEST_CASE("the report of a day and the image of a disc are files to be taken away") {
    Morning morning;
    auto chen = morning.office.log_in();
    auto const report = chen.get("/capture/report.pdf");
    CHECK(report.status == 200);
    CHECK(report.body.starts_with("%PDF-"));
    CHECK(has(chen.get("/capture/report.pdf?date=x"), "x"));
}
