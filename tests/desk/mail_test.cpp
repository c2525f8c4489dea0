// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/addresses.hpp"
#include "desk/cells.hpp"
#include "desk/discrepancies.hpp"
#include "desk/hand_out.hpp"
#include "desk/handover.hpp"
#include "desk/handover_receive.hpp"
#include "desk/mail.hpp"
#include "desk/mail_reminders.hpp"
#include "desk/sheet_view.hpp"
#include "store/custody.hpp"
#include "store/proof.hpp"
#include "support/jump_clock.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

using base::Trouble;
using support::Office;
using support::sure;

namespace {

constexpr auto home = "石家庄市学府路 47 号 3 号楼 201 室";

/// Everybody has a sheet, and the first four an address.
class PostOffice : public Office {
public:
    explicit PostOffice(base::Clock const *clock = nullptr) : Office{print::families(), clock} {
        print();
        auto one = station();
        for (int i = 0; i < 4; ++i) {
            sure(desk::note_address(one, number(i), {0, "", "13800138000", home, "050061"}));
        }
    }
    store::Consignment make(int person) const {
        auto one = station();
        return sure(desk::make_consignments(one, {{}, {}, number(person)}, false)).made.at(0);
    }
    store::Consignment send(int person) const {
        auto const id = make(person).id;
        auto one = station();
        return sure(desk::send_consignment(one, id, "顺丰", "SF10000000" + std::to_string(person)));
    }
    [[nodiscard]] std::vector<std::string> differing() const {
        base::NoProgress quiet;
        auto one = station();
        return sure(store::differing_projections(one.store(), quiet));
    }
};

store::Selection only(int person) {
    return {{}, {}, Office::number(person)};
}

std::string sentence(base::Fault const &fault) {
    return fault.text(base::Language::zh);
}

bool holds(std::string const &text, std::string const &part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a sheet goes to its student by post, is checked there, and comes whole to the college") {
    PostOffice const office;
    auto station = office.station();
    auto const serial = office.sheet(0).serial;
    auto const made = office.make(0);
    CHECK(made.state == "made");
    CHECK(made.serials == std::vector{serial});
    CHECK(office.sheet(0).holder == "print-room");
    auto const sent = sure(desk::send_consignment(station, made.id, "顺丰", "sf1234567890"));
    CHECK(sent.number == "SF1234567890");
    CHECK(office.sheet(0).holder == "mail");
    CHECK(office.sheet(0).place == made.id);
    CHECK(sure(desk::note_arrived(station, "SF1234567890")).state == "arrived");
    CHECK(office.sheet(0).holder == "student");
    CHECK(sure(desk::confirm_consignment(station, {made.id})).consignment.is_right == true);
    auto const in = sure(desk::hand_in(station, {serial, "王老师"}));
    CHECK(in.consignment.state == "handed-in");
    CHECK(in.said.zh.empty());
    CHECK(office.sheet(0).holder == "unit");
    CHECK(office.sheet(0).signed_by == "王老师");
    CHECK(sure(store::discrepancies(station.store(), {})).empty());
    CHECK(office.differing().empty());
}

TEST_CASE("whatever happens to a consignment stands in the life of its sheet") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    sure(desk::hand_in(station, {sent.id, "王老师"}));
    auto const view = sure(desk::view_sheet(station, office.sheet(0).serial));
    std::string story;
    for (auto const &moment : view.history) {
        story += moment.note.zh + "\n";
    }
    CHECK(holds(story, "装进寄件 " + sent.id));
    CHECK(holds(story, "SF100000000"));
    CHECK(holds(story, "整版交到学院，王老师 收"));
    CHECK_FALSE(holds(story, "consignment."));
}

TEST_CASE("what is promised to the post is neither handed over nor voided nor printed anew") {
    PostOffice const office;
    auto const made = office.make(0);
    auto station = office.station();
    auto const serial = office.sheet(0).serial;
    auto const voided = desk::void_sheet(station, serial, "污损");
    REQUIRE_FALSE(voided);
    CHECK(holds(sentence(voided.fault()), made.id));
    CHECK_FALSE(desk::reprint_sheet(station, serial, "污损", office.order()));
    CHECK_FALSE(desk::create_handover(station, "财经学院", {serial}));
    CHECK(sure(desk::create_handover(station, "财经学院", {})).sheets == 2);
    CHECK(sure(desk::cancel_consignment(station, made.id)).state == "cancelled");
    CHECK(sure(desk::create_handover(station, "财经学院", {serial})).sheets == 1);
    CHECK(office.differing().empty());
}

TEST_CASE("an envelope needs an address, and only a sheet that lies in the print room goes into one") {
    PostOffice const office;
    auto station = office.station();
    auto const nowhere = desk::make_consignments(station, only(5), false);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.fault().kind == Trouble::bad_input);
    CHECK(holds(sentence(nowhere.fault()), "没有邮寄地址"));
    office.make(0);
    auto const twice = desk::make_consignments(station, only(0), false);
    REQUIRE_FALSE(twice);
    CHECK(holds(sentence(twice.fault()), "准备邮寄"));
    CHECK_FALSE(desk::make_consignments(station, only(77), false));
}

TEST_CASE("a class is made ready at once, and who has no address is named") {
    PostOffice const office;
    auto station = office.station();
    auto const report = sure(desk::make_consignments(station, {"法学院", {}, {}}, false));
    CHECK(report.made.size() == 1);
    REQUIRE(report.without_address.size() == 2);
    CHECK(report.without_address[0].student_no == Office::number(4));
    CHECK_FALSE(desk::make_consignments(station, {}, true)); // everybody was captured here
}

TEST_CASE("one number is one envelope, and a serial or an address is no number") {
    PostOffice const office;
    auto const first = office.send(0);
    auto const second = office.make(1);
    auto station = office.station();
    auto const again = desk::send_consignment(station, second.id, "顺丰", first.number);
    REQUIRE_FALSE(again);
    CHECK(holds(sentence(again.fault()), first.id));
    CHECK_FALSE(desk::send_consignment(station, second.id, "顺丰", office.sheet(1).serial));
    CHECK_FALSE(desk::send_consignment(station, second.id, "顺丰", home));
    CHECK_FALSE(desk::send_consignment(station, second.id, " ", "SF1000000077"));
    CHECK(sure(desk::find_consignment(station, second.id)).state == "made");
}

TEST_CASE("the same receipt twice and a wrong order are told what it is now, and change nothing") {
    PostOffice const office;
    auto const made = office.make(0);
    auto station = office.station();
    CHECK_FALSE(desk::note_arrived(station, made.id));
    CHECK_FALSE(desk::hand_in(station, {made.id, "王老师"}));
    auto const sent = office.send(1);
    CHECK_FALSE(desk::cancel_consignment(station, sent.id));
    sure(desk::hand_in(station, {sent.id, "王老师"}));
    auto const twice = desk::hand_in(station, {sent.id, "王老师"});
    REQUIRE_FALSE(twice);
    CHECK(twice.fault().kind == Trouble::not_allowed);
    CHECK(holds(sentence(twice.fault()), "已交学院"));
    CHECK_FALSE(desk::note_lost(station, sent.id));
    CHECK_FALSE(desk::hand_in(station, {office.send(2).id, ""}));
}

TEST_CASE("a sheet that was cut is taken in as it is, with the rule, a discrepancy and prints that add up") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    CHECK_FALSE(desk::hand_in(station, {sent.id, "王老师", 9}));
    auto const in = sure(desk::hand_in(station, {sent.id, "王老师", 2}));
    CHECK(holds(in.said.zh, "S0-42"));
    auto const open = sure(store::discrepancies(station.store(), {.only_open = true}));
    REQUIRE(open.size() == 1);
    CHECK(open[0].kind == "cut");
    auto const count = sure(desk::count_cells(station, office.sheet(0)));
    CHECK(count.by_purpose.at("student") == 2);
    CHECK(count.left() == 6);
    CHECK(office.differing().empty());
}

TEST_CASE("a student who finds something wrong opens a case of proofreading in the same act") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    CHECK_FALSE(desk::confirm_consignment(station, {sent.id, false, "no-such-thing", ""}));
    CHECK(sure(desk::find_consignment(station, sent.id)).state == "sent");
    auto const said =
        sure(desk::confirm_consignment(station, {sent.id, false, "wrong-information", "名字错了"}));
    CHECK(said.consignment.is_right == false);
    CHECK(sure(store::proof_case(station.store(), said.proof_case))->person == said.consignment.person);
    CHECK(office.sheet(0).holder == "student");
    CHECK(office.differing().empty());
}

TEST_CASE("what is lost is missing until it comes back, and then can be posted again") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    CHECK(sure(desk::note_lost(station, sent.id)).state == "lost");
    CHECK(office.sheet(0).holder == "missing");
    CHECK(sure(store::discrepancies(station.store(), {.only_open = true})).at(0).kind == "missing");
    CHECK(sure(desk::note_returned(station, sent.id, "李师傅")).state == "returned");
    CHECK(office.sheet(0).holder == "print-room");
    auto const again = office.make(0);
    CHECK(again.id != sent.id);
    CHECK(sure(desk::find_consignment(station, office.sheet(0).serial)).id == again.id);
    CHECK(office.differing().empty());
}

TEST_CASE("another unit's consignment is not there for a college") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    auto const other = desk::hand_in(station, {sent.id, "赵老师", 0, "法学院"});
    REQUIRE_FALSE(other);
    CHECK(other.fault().kind == Trouble::not_found);
}

TEST_CASE("people are reminded by how long it has stood still, and the count begins anew with each step") {
    support::JumpClock clock;
    PostOffice const office{&clock};
    auto const sent = office.send(0);
    office.send(1);
    auto station = office.station();
    auto const ages = sure(desk::mail_ages(station));
    CHECK(sure(desk::mail_reminders(station, ages, "")).empty());
    clock.wait(std::chrono::hours{24 * 5});
    sure(desk::note_arrived(station, sent.id));
    clock.wait(std::chrono::hours{24 * 5});
    auto lines = sure(desk::mail_reminders(station, ages, ""));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].days == 10);
    CHECK(holds(lines[0].text, "SF100000001"));
    clock.wait(std::chrono::hours{24 * 2});
    lines = sure(desk::mail_reminders(station, ages, "财经学院"));
    REQUIRE(lines.size() == 2);
    sure(desk::note_reminded(station, {sent.id}));
    CHECK(sure(desk::find_consignment(station, sent.id)).reminders == 1);
    sure(desk::set_mail(station, {{"arrived", "30"}}));
    CHECK(sure(desk::mail_reminders(station, sure(desk::mail_ages(station)), "")).size() == 1);
    CHECK_FALSE(desk::set_mail(station, {{"arrived", "soon"}}));
    CHECK_FALSE(desk::note_reminded(station, {office.make(2).id}));
    CHECK(office.differing().empty());
}

TEST_CASE("addresses come from a table, and every row that cannot be used says why") {
    Office const office;
    auto station = office.station();
    auto const file = office.folder.file(
        "地址.csv",
        fmt::format(
            "邮寄地址登记表,,,,\n学号,收件人,手机号,邮寄地址,邮编\n{0},张父,138 0013 8000,{3},050061\n"
            "{1},,13800138001,{3},\n{2},,,{3},\n{0},,13800138002,{3},\n99,,13800138003,{3},\n",
            Office::number(0), Office::number(1), Office::number(2), home));
    auto const report = sure(desk::import_addresses(station, file));
    CHECK(report.rows == 5);
    CHECK(report.noted == 2);
    REQUIRE(report.findings.size() == 3);
    CHECK(report.findings[0].kind == "missing");
    CHECK(report.findings[0].line == 5);
    CHECK(report.findings[1].kind == "duplicate");
    CHECK(report.findings[2].kind == "unknown_person");
    CHECK(sure(desk::import_addresses(station, file)).noted == 0);
    CHECK_FALSE(desk::import_addresses(station, office.folder.file("错.csv", "姓名,班级\n张三,一班\n")));
    auto const events = sure(store::events_page(station.store(), {"", "addresses.imported", ""}, 0, 9));
    REQUIRE(events.size() == 1);
    CHECK_FALSE(holds(events[0].body, "学府路"));
}

TEST_CASE("the carrier's table has a line each, with the student number as remark") {
    PostOffice const office;
    office.send(0);
    auto station = office.station();
    auto const all = sure(store::consignments(station.store(), {.campaign = station.campaign().id}));
    auto const csv = desk::carrier_csv(all);
    CHECK(csv.starts_with("\xEF\xBB\xBF收件人,电话,地址,邮编,备注,单号\r\n"));
    CHECK(holds(csv, Office::number(0) + "张三,SF100000000"));
}

TEST_CASE("a sheet that turned up at its college meanwhile stays there, whatever the post says later") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    auto const made = sure(desk::create_handover(station, "财经学院", {}));
    auto const scan = office.folder.file("scan.txt", office.sheet(0).serial + "\n" + office.sheet(1).serial +
                                                         "\n" + office.sheet(2).serial);
    sure(desk::receive_handover(station, made.id, scan, "王老师"));
    REQUIRE(office.sheet(0).holder == "unit");
    sure(desk::note_arrived(station, sent.id));
    CHECK(office.sheet(0).holder == "unit");
    CHECK(office.differing().empty());
}

TEST_CASE("what was posted is taken in as handed in, not by the way") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    sure(desk::confirm_consignment(station, {sent.id, true}));
    auto const serial = office.sheet(0).serial;
    auto const back = desk::take_back(station, {{serial}, "王老师", false, "财经学院"});
    REQUIRE_FALSE(back);
    CHECK(holds(sentence(back.fault()), sent.id));
    CHECK(office.sheet(0).holder == "student");
    sure(desk::hand_in(station, {sent.id, "王老师"}));
    CHECK(office.sheet(0).holder == "unit");
    CHECK(office.differing().empty());
}

TEST_CASE("nothing is taken in from a student that lies elsewhere by now") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    auto const made = sure(desk::create_handover(station, {sure(desk::read_party(station, "print-room")),
                                                           sure(desk::read_party(station, "office:教务处")),
                                                           {office.sheet(1).serial},
                                                           {},
                                                           {},
                                                           {"李师傅"}}));
    auto const scan = office.folder.file("scan.txt", office.sheet(0).serial + "\n" + office.sheet(1).serial);
    sure(desk::receive_handover(station, made.id, scan, "周老师"));
    REQUIRE(office.sheet(0).holder == "office");
    auto const taken = desk::hand_in(station, {sent.id, "王老师"});
    REQUIRE_FALSE(taken);
    CHECK(holds(sentence(taken.fault()), "教务处"));
    CHECK(office.sheet(0).holder == "office");
    CHECK(sure(desk::find_consignment(station, sent.id)).state == "sent");
}

TEST_CASE("what its student found wrong can go back to the print room") {
    PostOffice const office;
    auto const sent = office.send(0);
    auto station = office.station();
    desk::MailConfirmation wrong{sent.id, false};
    wrong.category = "wrong-information";
    wrong.note = "姓名错了";
    sure(desk::confirm_consignment(station, wrong));
    sure(desk::note_returned(station, sent.id, "李师傅"));
    CHECK(office.sheet(0).holder == "print-room");
    CHECK(office.differing().empty());
}
