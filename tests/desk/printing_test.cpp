// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/audit.hpp"
#include "desk/printing.hpp"
#include "store/db.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

/// What the doubtful printer says next. It stands for any real one that loses its cable: hand-written, and no
/// part of the product.
struct Script {
    print::Outcome printing = print::Outcome::uncertain;
    print::Outcome looking_back = print::Outcome::uncertain;
    int sent = 0;
} script;

class DoubtfulDriver final : public print::Driver {
public:
    explicit DoubtfulDriver(std::string name) : name_{std::move(name)} {}
    [[nodiscard]] std::string name() const override { return name_; }
    base::Result<print::Standing> ask() override {
        print::Standing standing;
        standing.reasons = {print::Reason::idle};
        return standing;
    }
    base::Result<> check(print::Page const & /*page*/) override { return {}; }
    base::Result<> send(print::Job const & /*job*/, print::Artwork & /*artwork*/) override {
        script.sent += 1;
        sent_ = true;
        return {};
    }
    base::Result<print::Look> look(std::span<print::Job const> sent) override {
        print::Look look{*ask(), {}};
        look.receipts.assign(sent.size(),
                             print::Receipt{sent_ ? script.printing : script.looking_back, {}, {}});
        return look;
    }

private:
    std::string name_;
    bool sent_ = false;
};

std::span<print::Family const> doubtful() {
    static print::Family const family{
        "doubt", "doubt",
        [] {
            return base::Words{"存疑", "doubtful"};
        },
        [](print::Uri const &uri,
           base::Clock const & /*clock*/) -> base::Result<std::unique_ptr<print::Driver>> {
            return std::unique_ptr<print::Driver>{std::make_unique<DoubtfulDriver>(uri.text)};
        },
        [](base::Clock const &) { return std::vector<print::Sighting>{}; }};
    return {&family, 1};
}

/// Puts a job on record as if the process had died right after.
void interrupt(Office const &office, std::string const &serial, std::string const &printer) {
    auto station = office.station();
    auto change = sure(station.change());
    auto body = base::Json::object();
    body.set("job", "J-DEAD-" + serial)
        .set("printer", printer)
        .set("printer_serial", "")
        .set("media_lot", "");
    sure(change.record("job.intended", serial, body));
    sure(change.commit());
}

} // namespace

TEST_CASE("an uncertain sheet is never sent again by itself") {
    script = {};
    Office const office{doubtful()};
    auto const first = office.print("doubt:one");
    CHECK(first.count("uncertain") == Office::people);
    CHECK(script.sent == Office::people);
    auto const again = office.print("doubt:one");
    CHECK(again.count("uncertain") == Office::people);
    CHECK(script.sent == Office::people);
}

TEST_CASE("a person's word ends the doubt: printed lies in the print room, not printed is sent again as the "
          "same sheet") {
    script = {};
    Office const office{doubtful()};
    office.print("doubt:one");
    auto station = office.station();
    auto const printed = sure(desk::settle_sheet(station, office.sheet(0).serial, true, "李师傅"));
    CHECK(printed.state == "printed");
    CHECK(printed.holder == "print-room");
    auto const serial = office.sheet(1).serial;
    CHECK(sure(desk::settle_sheet(station, serial, false, "李师傅")).state == "failed");
    script.printing = print::Outcome::printed;
    CHECK(office.print("doubt:one").count("printed") == 1);
    CHECK(office.sheet(1).serial == serial);
    auto const twice = desk::settle_sheet(station, serial, true, "李师傅");
    REQUIRE_FALSE(twice);
    CHECK(twice.fault().kind == base::Trouble::not_allowed);
}

TEST_CASE(
    "an interrupted job that its printer cannot explain becomes uncertain, and a person can settle it") {
    script = {};
    script.printing = print::Outcome::printed;
    Office const office{doubtful()};
    office.print("doubt:one");
    auto const serial = office.sheet(0).serial;
    interrupt(office, serial, "doubt:one");
    CHECK(office.print("doubt:one").count("uncertain") == 1);
    CHECK(office.sheet(0).state == "uncertain");
    auto station = office.station();
    CHECK(sure(desk::settle_sheet(station, serial, true, "李师傅")).state == "printed");
}

TEST_CASE("what was interrupted on one printer is looked back on when another prints") {
    script = {};
    script.printing = print::Outcome::printed;
    script.looking_back = print::Outcome::printed;
    Office const office{doubtful()};
    office.print("doubt:one");
    interrupt(office, office.sheet(0).serial, "doubt:one");
    auto const report = office.print("doubt:two");
    CHECK(report.already == Office::people);
    CHECK(office.sheet(0).state == "printed");
}

TEST_CASE("a reprint shows what was printed, so it is refused where the roster has changed since") {
    Office const office;
    office.print();
    auto const old = office.sheet(0);
    office.import("学号,姓名,学院,班级\n" + Office::number(0) + ",张珊,财经学院,会计2201\n");
    auto station = office.station();
    auto const refused = desk::reprint_sheet(station, old.serial, "姓名改正", office.order());
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::not_allowed);
    CHECK(office.sheet(0).serial == old.serial);
    sure(desk::void_sheet(station, old.serial, "姓名改正"));
    CHECK(office.print().count("printed") == 1);
    auto const words = sure(store::label_of(station.store(), office.sheet(0).serial));
    CHECK(words.at("name") == "张珊");
}

TEST_CASE("a sheet that could not be drawn is printed once the roster is corrected") {
    Office const office;
    auto const row = [](std::string const &name) {
        return "学号,姓名,学院,班级\n" + Office::number(0) + "," + name + ",财经学院,会计2201\n";
    };
    office.import(row("张\U0003FFF0"));
    CHECK(office.print().count("failed") == 1);
    office.import(row("张珊"));
    CHECK(office.print().count("printed") == 1);
    auto station = office.station();
    CHECK(sure(store::label_of(station.store(), office.sheet(0).serial)).at("name") == "张珊");
}

TEST_CASE("a sheet is void once, with a reason") {
    Office const office;
    office.print();
    auto station = office.station();
    auto const serial = office.sheet(0).serial;
    CHECK_FALSE(desk::void_sheet(station, serial, "  "));
    CHECK(sure(desk::void_sheet(station, serial, "污损")).state == "void");
    CHECK_FALSE(desk::void_sheet(station, serial, "污损"));
    CHECK_FALSE(desk::reprint_sheet(station, serial, "污损", office.order()));
}

TEST_CASE("a profile that makes no paper refuses to print and names its rule") {
    Office const office;
    auto const setting = office.setting();
    sure(desk::create_campaign(office.folder / "store", {"11832", "某大学", 2027, "S2"}, setting));
    auto station = office.station();
    auto const refused = desk::print_sheets(station, office.order());
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::not_allowed);
    CHECK(refused.fault().what.zh.find("S2-18") != std::string::npos);
}

TEST_CASE("an empty cell of a later roster erases nothing") {
    Office const office;
    office.import("学号,姓名,身份证号,学院,班级\n" + Office::number(0) +
                  ",张三,11010519491231002X,财经学院,会计2201\n");
    auto const report =
        office.import("学号,姓名,学院,班级\n" + Office::number(0) + ",张珊,财经学院,会计2201\n");
    CHECK(report.count.changed == 1);
    auto station = office.station();
    auto const people =
        sure(store::people(station.store(), station.campaign().id, {{}, {}, Office::number(0)}));
    CHECK(people.at(0).name == "张珊");
    CHECK(people.at(0).id_no == "11010519491231002X");
}

TEST_CASE("nothing is made anew from a ledger that was tampered with") {
    Office const office;
    office.print();
    auto station = office.station();
    station.store().db().raw().exec(
        "update event set body = replace(body, '\"printed\"', '\"failed\"') where kind = 'job.ended'");
    auto const refused = desk::rebuild(station, false);
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::storage);
    CHECK(office.sheet(0).state == "printed");
}
