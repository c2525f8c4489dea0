// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/web_office.hpp"
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

using nlohmann::json;
using support::asked;
using support::has;
using support::WebOffice;

TEST_CASE("the ledger is filtered by actor, kind and subject, and verified") {
    WebOffice office;
    auto const li = office.account("li", desk::Role::operator_);
    auto chen = office.log_in();
    auto const all = asked(chen, "/api/v1/ledger")["events"];
    REQUIRE(all.size() > 5);
    CHECK(all[0]["seq"] == all.size());
    CHECK(all.back()["seq"] == 1);
    auto const by_chen = asked(chen, "/api/v1/ledger?actor=chen")["events"];
    CHECK(!by_chen.empty());
    for (auto const &event : by_chen) {
        CHECK(event["actor"] == "chen");
    }
    CHECK(asked(chen, "/api/v1/ledger?kind=account.created")["events"].size() == 2);
    auto const about = asked(chen, fmt::format("/api/v1/ledger?subject=account+{}", li))["events"];
    CHECK(about.size() == 2);
    CHECK(about[0]["url"] == fmt::format("/admin/accounts/{}", li));
    CHECK(asked(chen, "/api/v1/ledger?actor=chen&kind=roster.imported")["events"].empty());
    CHECK(has(chen.get("/admin/ledger?kind=account.created"), "<option value=\"account.created\" selected>"));

    auto const verdict = json::parse(chen.post("/api/v1/ledger/verify").body);
    CHECK(verdict["holds"] == true);
    CHECK(verdict["event_count"] == all.size());
    CHECK(verdict["head"] == all[0]["digest"]);
    CHECK(has(chen.post("/admin/ledger/verify"), all[0]["digest"].get<std::string>()));
}

TEST_CASE("a ledger that was tampered with is told in red, with the first event that does not hold") {
    WebOffice office;
    auto chen = office.log_in();
    SQLite::Database{(office.folder / "store/platen.db").string(), SQLite::OPEN_READWRITE, 5'000}.exec(
        "update event set actor = 'nobody' where seq = 2");
    auto const verdict = json::parse(chen.post("/api/v1/ledger/verify").body);
    CHECK(verdict["holds"] == false);
    CHECK(verdict["broken_at"] == 2);
    CHECK(has(chen.post("/admin/ledger/verify"), "第 2 条的内容被改动过"));
}

TEST_CASE("a long ledger is leafed through") {
    WebOffice office;
    {
        auto one = office.store();
        auto change = support::sure(one.change({1}, "li"));
        for (int i = 0; i < 150; ++i) {
            support::sure(change.record("sheet.scanned", fmt::format("sheet {}", i), base::Json::object()));
        }
        support::sure(change.commit());
    }
    auto chen = office.log_in();
    auto const first = asked(chen, "/api/v1/ledger?actor=li&kind=sheet.scanned");
    CHECK(first["events"].size() == 100);
    CHECK(first["next"] == "/api/v1/ledger?actor=li&kind=sheet.scanned&page=2");
    auto const second = asked(chen, first["next"]);
    CHECK(second["events"].size() == 50);
    CHECK(second["events"].back()["subject"] == "sheet 0");
    CHECK(second["has_next"] == false);
    CHECK(second["previous"] == "/api/v1/ledger?actor=li&kind=sheet.scanned&page=1");
}
