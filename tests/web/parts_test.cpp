// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/temp_folder.hpp"
#include "web/http.hpp"
#include "web/hub.hpp"
#include "web/json_body.hpp"
#include "web/previews.hpp"
#include "web/routes.hpp"
#include "web/tasks.hpp"
#include "web/templates.hpp"
#include "web/tls.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace std::chrono_literals;
using base::Language;

TEST_CASE("percent-encoding is read and written, and what is no text is refused") {
    CHECK(web::encoded("财 经/a&b") == "%E8%B4%A2%20%E7%BB%8F%2Fa%26b");
    CHECK(web::decoded("%E8%B4%A2+x", true) == "财 x");
    CHECK(web::decoded("a+b", false) == "a+b");
    for (auto const *wrong : {"%", "%4", "%zz", "%00", "%ff", "%C0%AF"}) {
        CAPTURE(wrong);
        CHECK_FALSE(web::decoded(wrong, false));
    }
}

TEST_CASE("a browser is sent back to a path on this site and nowhere else") {
    CHECK(web::path_here("/sheets/A1?scanned=1", "/") == "/sheets/A1?scanned=1");
    for (auto const *elsewhere :
         {"", "print", "https://other.example/", "//other.example/", "/\\other.example/",
          "/\t/other.example/", "/print\r\nSet-Cookie: a=b", "/print\n"}) {
        CAPTURE(elsewhere);
        CHECK(web::path_here(elsewhere, "/print") == "/print");
    }
}

TEST_CASE("a JSON body is read as a form, and a nested or broken one is none") {
    auto const values =
        web::read_json_body(R"({"name":"王","n":3,"yes":true,"no":false,"none":null,"person":["1","2"]})");
    REQUIRE(values);
    CHECK(values->of("name") == "王");
    CHECK(values->of("n") == "3");
    CHECK(values->of("yes") == "on");
    CHECK_FALSE(values->has("no"));
    CHECK_FALSE(values->has("none"));
    CHECK(values->all("person") == std::vector<std::string>{"1", "2"});
    for (auto const *wrong : {"", "[]", "1", "{", R"({"a":{"b":1}})", R"({"a":[[1]]})", "{\"a\":\"\xff\"}"}) {
        CAPTURE(wrong);
        CHECK_FALSE(web::read_json_body(wrong));
    }
}

TEST_CASE("every mistake in a table of routes is named with its line") {
    support::TempFolder const folder;
    auto const file =
        folder.file("routes.toml", "format = 1\n"
                                   "[[route]]\nget = \"/a\"\ndoes = \"x\"\nwho = [\"anyone\"]\n"
                                   "[[route]]\nget = \"/a\"\ndoes = \"x\"\nwho = [\"nobody\"]\n"
                                   "[[route]]\npost = \"b\"\ndoes = \"x\"\nwho = []\nelse = 1\n");
    auto const reading = web::Routes::read(file);
    REQUIRE(reading);
    std::vector<std::string> kinds;
    for (auto const &finding : reading->findings) {
        kinds.push_back(finding.kind);
        CHECK(finding.line > 5);
    }
    for (std::string const kind : {"role", "missing", "path", "twice"}) {
        CAPTURE(kind);
        CHECK(std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
    }
}

TEST_CASE("a path is matched by the route with fewer placeholders, and another method is told apart") {
    support::TempFolder const folder;
    auto const file =
        folder.file("routes.toml", "format = 1\n"
                                   "[[route]]\nget = \"/s/{id}\"\ndoes = \"one\"\nwho = [\"anyone\"]\n"
                                   "[[route]]\nget = \"/s/new\"\ndoes = \"new\"\nwho = [\"anyone\"]\n");
    auto const reading = web::Routes::read(file);
    REQUIRE(reading);
    auto const &routes = reading->routes;
    CHECK(routes.match("GET", "/s/new").route->does == "new");
    CHECK(routes.match("HEAD", "/s/7").route->does == "one");
    CHECK(routes.match("GET", "/s/7").parts.at("id") == "7");
    CHECK(routes.match("POST", "/s/7").other_method);
    CHECK(routes.match("GET", "/s/7/x").route == nullptr);
    CHECK(routes.match("GET", "/s").route == nullptr);
}

TEST_CASE("a page shows its values escaped, its words in the language, and parts in their places") {
    support::TempFolder const folder;
    static_cast<void>(folder.file("data/locale/zh.toml", "[a]\nhello = \"你好 {{name}}\"\n"));
    static_cast<void>(folder.file("data/locale/en.toml", "[a]\nhello = \"Hello {{name}}\"\n"));
    static_cast<void>(folder.file("data/web/pages/page.html", "<p>[[a.hello]]</p>{{> row}}[[static:x.css]]"));
    static_cast<void>(
        folder.file("data/web/pages/row.html", "{{#rows}}<i>{{n}}</i>{{/rows}}{{#none}}no{{/none}}"));
    auto const templates = web::Templates::load(folder.path(), "/static/1/");
    REQUIRE(templates);
    auto rows = base::Json::list();
    auto one = base::Json::object();
    rows.add(one.set("n", 1));
    auto model = base::Json::object();
    model.set("name", "<script>&\"'").set("rows", rows).set("none", "");
    CHECK(templates->render("page", Language::zh, model) ==
          "<p>你好 &lt;script&gt;&amp;&quot;&apos;</p><i>1</i>/static/1/x.css");
    CHECK(templates->render("page", Language::en, model).starts_with("<p>Hello "));
    static_cast<void>(folder.file("data/web/pages/bad.html", "[[a.nothing]]"));
    auto const missing = web::Templates::load(folder.path(), "/");
    REQUIRE_FALSE(missing);
    CHECK(missing.fault().text(Language::en).find("a.nothing") != std::string::npos);
    static_cast<void>(folder.file("data/web/pages/bad.html", "{{> bad}}"));
    CHECK_FALSE(web::Templates::load(folder.path(), "/"));
    static_cast<void>(folder.file("data/web/pages/bad.html", "{{#open}}"));
    CHECK_FALSE(web::Templates::load(folder.path(), "/"));
}

TEST_CASE(
    "topics that pile up for a slow browser become one, and a session that ends takes its feeds along") {
    web::Hub hub;
    auto const mine = hub.open("me"), other = hub.open("other");
    CHECK(mine->take()->find("retry") != std::string::npos);
    int woken = 0;
    mine->on_ready([&] { woken += 1; });
    hub.publish("runs");
    hub.publish("runs");
    hub.publish("store");
    CHECK(woken == 3);
    CHECK(*mine->take() == "event: runs\ndata: \n\nevent: store\ndata: \n\n");
    CHECK(mine->take()->empty());
    hub.close_all_of("me");
    CHECK_FALSE(mine->take());
    CHECK(other->take());
    hub.close();
    CHECK_FALSE(other->take());
    CHECK(hub.open("late") == nullptr);
}

TEST_CASE("long work tells how far it is, keeps its result, and only so much runs at once") {
    base::SystemClock const clock;
    std::atomic<int> changes{0};
    std::atomic<bool> go{false};
    web::Tasks tasks{clock, [&] { changes += 1; }};
    auto const work = [&](base::Progress &progress) -> base::Result<base::Json> {
        progress.at({"读", "reading"}, 1, 2);
        while (!go) {
            std::this_thread::sleep_for(1ms);
        }
        auto model = base::Json::object();
        return model.set("n", 7);
    };
    auto const id = tasks.begin({"名册", "roster"}, "me", "page", work);
    REQUIRE(id);
    for (int i = 0; i < 1000 && tasks.find(*id)->total == 0; ++i) {
        std::this_thread::sleep_for(1ms);
    }
    CHECK(tasks.find(*id)->doing.en == "reading");
    CHECK_FALSE(tasks.find(*id)->over);
    std::size_t begun = 1;
    while (tasks.begin({"", ""}, "me", "page", work)) {
        begun += 1;
        REQUIRE(begun < 100);
    }
    go = true;
    for (int i = 0; i < 5000 && !tasks.find(*id)->over; ++i) {
        std::this_thread::sleep_for(1ms);
    }
    CHECK(tasks.find(*id)->result->text() == R"({"n":7})");
    CHECK_FALSE(tasks.find("unheard of"));
    CHECK(changes > 2);
}

TEST_CASE("the pictures that were looked at last are kept, the others go") {
    web::Previews previews;
    for (int i = 0; i < 150; ++i) {
        previews.keep(std::to_string(i), std::make_shared<std::string const>("jpeg"));
    }
    CHECK(previews.find("149"));
    CHECK_FALSE(previews.find("0"));
}

TEST_CASE(
    "a certificate is made for names and addresses, its key is its owner's, and strangers do not pair") {
    support::TempFolder const one, two;
    base::Instant const now{1'780'000'000'000};
    auto const made = web::make_tls(one.path(), {"10.1.2.3", "print.campus"}, false, now);
    REQUIRE(made);
    CHECK(made->fingerprint.size() == 95);
    CHECK(made->not_after - now > 800 * 24h);
    struct stat facts {};
    REQUIRE(::stat((one.path() / "tls.key").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0077U) == 0);
    CHECK(web::make_tls(one.path(), {"10.1.2.3"}, false, now).fault().kind == base::Trouble::not_allowed);
    for (std::string const wrong : {"", "a b", "x,IP:1.2.3.4", "名字"}) {
        CAPTURE(wrong);
        CHECK(web::make_tls(two.path(), {wrong}, true, now).fault().kind == base::Trouble::usage);
    }
    REQUIRE(web::make_tls(two.path(), {"10.1.2.3"}, false, now));
    CHECK(web::read_tls(one.path() / "tls.pem", two.path() / "tls.key").fault().kind ==
          base::Trouble::bad_input);
    CHECK(web::read_tls(one.path() / "none", two.path() / "tls.key").fault().kind ==
          base::Trouble::not_found);
}
