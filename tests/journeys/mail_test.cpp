// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/notice_day.hpp"
#include "support/small_school.hpp"
#include <doctest/doctest.h>

using support::platen;
using support::SmallSchool;

TEST_CASE("S0-40 to S0-43: printed, posted, checked, handed in whole, used, and what is left goes back") {
    SmallSchool const school;
    school.take_in();
    auto const store = school.store();
    auto const run = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--store", store, "--json"});
        return platen(words);
    };
    auto const done = [&](std::vector<std::string> const &words) {
        auto const result = run(words);
        CAPTURE(words.at(1));
        CAPTURE(result.err);
        REQUIRE(result.status == 0);
        return result.json();
    };
    auto const printed = done({"sheet", "print", "--unit", "财经学院", "--printer", school.printer()});
    auto const serial = printed["sheets"][0]["serial"].get<std::string>();
    auto const person = printed["sheets"][0]["person"].get<std::string>();
    auto const table =
        school.folder().file("地址.csv", "学号,收件人,电话,地址,邮编\n" + person +
                                             ",,13800138000,石家庄市学府路 47 号 3 号楼,050061\n");
    CHECK(done({"mail", "addresses", "import", table.string()})["noted"] == 1);
    auto const made = done({"mail", "make", "--unit", "财经学院"});
    CHECK(made["made"] == 1);
    CHECK(made["without_address"].size() == 5);
    auto const to = [&](char const *name) { return (school.folder() / name).string(); };
    done({"mail", "labels", "--to", to("labels.pdf"), "--start", "3"});
    done({"mail", "envelopes", "--to", to("envelopes.pdf"), "--kind", "zl"});
    CHECK(support::words_of_pdf(to("labels.pdf")).find(person) != std::string::npos);
    CHECK(support::words_of_pdf(to("envelopes.pdf")).find(person) != std::string::npos);
    CHECK(run({"sheet", "void", serial, "--reason", "污损"}).status == 7);
    done({"mail", "send", serial, "--carrier", "顺丰", "--number", "SF1234567890"});
    CHECK(run({"mail", "send", serial, "--carrier", "顺丰", "--number", "SF1234567891"}).status == 7);
    CHECK(done({"mail", "list", "--state", "sent"})["consignments"].size() == 1);
    done({"mail", "csv", "--state", "sent", "--to", to("sent.csv")});
    CHECK(support::bytes_of(to("sent.csv")).find("SF1234567890") != std::string::npos);
    done({"mail", "arrived", "SF1234567890"});
    done({"mail", "confirmed", serial});
    CHECK(done({"mail", "handed-in", serial, "--by", "王老师"})["whole"] == true);
    CHECK(done({"sheet", "show", serial})["holder"] == "unit");
    CHECK(done({"sheet", "use", serial, "--purpose", "毕业证", "--count", "2", "--by", "王老师"})["left"] ==
          6);
    CHECK(done({"sheet", "unuse", serial, "--cell", "2", "--reason", "记错了"})["left"] == 7);
    done({"sheet", "out", serial, "--leftovers", "--by", "王老师", "--to", to("given.pdf")});
    CHECK(support::words_of_pdf(to("given.pdf")).find("领取登记表") != std::string::npos);
    CHECK(done({"sheet", "show", serial})["holder"] == "student");
    CHECK(done({"unit", "list-sheets", "--unit", "财经学院", "--to", to("list.xlsx")})["people"] == 6);
    done({"unit", "list-sheets", "--unit", "财经学院", "--to", to("list.pdf")});
    CHECK(support::words_of_pdf(to("list.pdf")).find("退还本人") != std::string::npos);
    CHECK(done({"ledger", "verify"})["ok"] == true);
}
