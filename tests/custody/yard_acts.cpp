// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// What is done with sheets in batches: handed over, filed, moved, lent, counted, posted.
#include "custody/yard.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/loans.hpp"
#include "desk/mail.hpp"
#include "desk/moves.hpp"
#include "desk/stocktake.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace custody {

using support::sure;

namespace {

std::string box_of(std::size_t number) {
    return fmt::format("B{:02}", number);
}

} // namespace

void Yard::give() {
    auto const unit = static_cast<int>(chance(units));
    auto const college = sure(store::unit_id(store(), station().campaign().id, fmt::format("学院{}", unit)));
    static constexpr std::pair<std::string_view, std::string_view> ways[] = {
        {"print-room", "unit"}, {"print-room", "office"}, {"print-room", "archive"}, {"unit", "office"},
        {"unit", "archive"},    {"unit", "print-room"},   {"office", "archive"},     {"office", "unit"}};
    auto const &[from, to] = ways[chance(std::size(ways))];
    auto const party = [&](std::string_view holder) {
        return store::Party{std::string{holder},
                            holder == "unit"     ? std::to_string(college.value())
                            : holder == "office" ? "教务处"
                                                 : "",
                            holder == "unit"     ? fmt::format("学院{}", unit)
                            : holder == "office" ? "教务处"
                                                 : ""};
    };
    auto const giver = party(from), taker = party(to);
    auto const batch = some(12, [&](Paper const &paper) {
        return paper.unit == unit && paper.holder == giver.holder && paper.place == giver.place;
    });
    if (batch.empty()) {
        return;
    }
    auto const made = desk::create_handover(
        station(), {.from = giver, .to = taker, .serials = batch, .signed_by = {.by = "赵老师"}});
    if (went("give", made)) {
        batches_[made->id] = {giver.holder, giver.place, taker.holder, taker.place, batch};
        for (auto const &serial : batch) {
            settle(serial, "transit", made->id);
        }
    }
}

void Yard::withdraw() {
    auto const id = key_of(batches_);
    if (!id.empty() && went("withdraw", desk::withdraw_handover(station(), id, "赵老师", "拿错了"))) {
        for (auto const &serial : batches_[id].listed) {
            if (papers_.at(serial).place == id) {
                settle(serial, batches_[id].from_holder, batches_[id].from_place);
            }
        }
        batches_.erase(id);
    }
}

void Yard::receive() {
    auto const id = key_of(batches_);
    if (id.empty()) {
        return;
    }
    auto const batch = batches_.at(id);
    went("count",
         desk::count_handover(station(), id, static_cast<std::int64_t>(batch.listed.size()), "王老师"));
    auto there = batch.listed;
    std::erase_if(there, [&](auto const &) { return likely(5); });
    if (likely(20)) {
        there.push_back(someone());
    }
    for (auto const &serial : there) {
        went("scan", desk::scan_into_handover(station(), id, serial, "王老师"));
        if (likely(3)) {
            went("damaged", desk::mark_damaged(station(), id, serial, true, "折了角"));
        }
    }
    if (likely(10)) {
        went("scan", desk::scan_into_handover(station(), id, "7KQ2M9-99999-A", "王老师"));
    }
    if (likely(10) && went("unscan", desk::undo_scan(station(), id))) {
        return; // somebody comes back to it
    }
    auto const received = desk::sign_receipt(station(), id, {.by = "王老师"});
    if (!went("receive", received)) {
        return;
    }
    for (auto const &serial : received->missing) {
        if (papers_.at(serial).holder == "transit" && papers_.at(serial).place == id) {
            settle(serial, "missing", id);
        }
    }
    std::set<std::string> const missing{received->missing.begin(), received->missing.end()};
    auto here = received->extra;
    std::ranges::copy_if(batch.listed, std::back_inserter(here),
                         [&](auto const &one) { return !missing.contains(one); });
    for (auto const &serial : here) {
        auto const &paper = papers_.at(serial);
        auto const scanned = paper.counts && paper.holder != "archive" && paper.holder != "loan";
        if (scanned) {
            settle(serial, batch.to_holder, batch.to_place);
        }
    }
    batches_.erase(id);
}

void Yard::file() {
    auto const unit = static_cast<int>(chance(units));
    auto const box = box_of(chance(6) * units + static_cast<std::size_t>(unit)); // a box is one unit's
    auto const batch = some(8, [&](Paper const &paper) {
        return paper.unit == unit && paper.home.empty() &&
               (paper.holder == "archive" || paper.holder == "unit" || paper.holder == "print-room");
    });
    if (batch.empty()) {
        return;
    }
    if (went("file", desk::file_sheets(station(), {.box = box, .serials = batch, .by = "周老师"}))) {
        for (auto const &serial : batch) {
            papers_.at(serial).home = box;
            settle(serial, "archive", box);
        }
    }
}

void Yard::move() {
    if (likely(20)) {
        went("shelve", desk::move_filed(station(), {.boxes = {box_of(chance(6 * units))},
                                                    .shelf = fmt::format("{}-{}", chance(3), chance(3)),
                                                    .by = "周老师"}));
        return;
    }
    auto const to = box_of(chance(6 * units));
    desk::MoveOrder order{.box = to, .by = "周老师"};
    Serials moving;
    if (likely(50)) {
        auto const from = box_of(chance(6 * units));
        order.boxes = {from};
        if (likely(40)) { // joined with another, and with what is named once more
            order.boxes.push_back(box_of(chance(6 * units)));
            order.serials = some(3, [&](Paper const &paper) { return paper.home == from; });
        }
        for (auto const &[serial, paper] : papers_) {
            if (std::ranges::find(order.boxes, paper.home) != order.boxes.end()) {
                moving.push_back(serial);
            }
        }
    } else {
        order.serials = moving = some(5, [](Paper const &paper) { return !paper.home.empty(); });
    }
    auto const moved =
        moving.empty() ? base::Result<store::Act>{store::Act{}} : desk::move_filed(station(), order);
    if (moving.empty() || !went("move", moved)) {
        return;
    }
    Act act{moved->id, {}};
    for (auto const &serial : moving) {
        auto &paper = papers_.at(serial);
        act.from[serial] = std::exchange(paper.home, to);
        if (paper.holder == "archive") {
            paper.place = to;
        }
    }
    acts_.push_back(std::move(act));
}

void Yard::undo() {
    if (acts_.empty()) {
        return;
    }
    auto const last = acts_.back();
    acts_.pop_back();
    if (went("undo", desk::undo_act(station(), last.id, "周老师"))) {
        for (auto const &[serial, box] : last.from) {
            auto &paper = papers_.at(serial);
            paper.home = box;
            if (paper.holder == "archive") {
                paper.place = box;
            }
        }
    }
}

void Yard::lend() {
    auto const sheets =
        some(3, [](Paper const &paper) { return paper.holder == "archive" && !paper.home.empty(); });
    if (sheets.empty()) {
        return;
    }
    auto const asked = desk::ask_loan(
        station(),
        {.serials = sheets, .borrower = "李四", .office = "教务处", .purpose = "补办证明", .by = "周老师"});
    if (!went("ask", asked) || !went("approve", desk::approve_loan(station(), asked->id, "馆长"))) {
        return;
    }
    if (likely(90) &&
        went("lend", desk::lend(station(), {.loan = asked->id, .condition = "完好", .by = "周老师"}))) {
        loans_[asked->id] = sheets;
        for (auto const &serial : sheets) {
            settle(serial, "loan", asked->id);
        }
    }
}

void Yard::take_back() {
    auto const id = key_of(loans_);
    if (id.empty()) {
        return;
    }
    auto &out = loans_.at(id);
    auto const serial = out.back();
    auto const lost = likely(5);
    auto const done =
        lost ? went("lose on loan", desk::lose_on_loan(station(), id, serial, "周老师"))
             : went("take back",
                    desk::take_back(station(),
                                    {.loan = id, .serials = {serial}, .condition = "完好", .by = "周老师"}));
    if (!done) {
        return;
    }
    settle(serial, lost ? "missing" : "archive", lost ? id : papers_.at(serial).home);
    out.pop_back();
    if (out.empty()) {
        loans_.erase(id);
    }
}

void Yard::lose_or_find() {
    auto const missing = some(1, [](Paper const &paper) { return paper.holder == "missing"; });
    if (!missing.empty() && likely(80)) {
        if (went("find", desk::declare_found(station(), missing[0], "周老师"))) {
            settle(missing[0], "archive", papers_.at(missing[0]).home);
        }
        return;
    }
    auto const serial = someone();
    if (went("lose", desk::declare_lost(station(), serial, "架上没有", "周老师"))) {
        settle(serial, "missing", "");
    }
}

void Yard::count_box() {
    auto const box = box_of(chance(6 * units));
    auto const begun = desk::begin_stocktake(station(), box, false, "周老师");
    if (!went("begin to count", begun)) {
        return;
    }
    for (auto const &serial : some(20, [&](Paper const &paper) { return paper.place == box; })) {
        went("count one", desk::scan_stocktake(station(), begun->id, serial));
    }
    went("count one", desk::scan_stocktake(station(), begun->id, someone()));
    went("end counting", desk::end_stocktake(station(), begun->id, "周老师"));
}

void Yard::post() {
    auto const id = key_of(posted_);
    if (id.empty() || likely(25)) {
        auto const serial = someone();
        auto const person = sure(store::person(store(), papers_.at(serial).person));
        auto const made = desk::make_consignments(
            station(), {.unit = {}, .class_name = {}, .student_no = person->student_no}, false);
        if (went("envelope", made) && !made->made.empty()) {
            auto const &one = made->made.front();
            posted_[one.id] = {"made", one.serials.at(0)};
            settle(one.serials.at(0), "print-room", one.id);
        }
        return;
    }
    auto &[state, serial] = posted_.at(id);
    auto const college = std::to_string(
        sure(store::unit_id(store(), station().campaign().id, fmt::format("学院{}", papers_.at(serial).unit)))
            .value());
    // What is void, or turned up elsewhere, stays there, whatever the post says.
    auto const &paper = papers_.at(serial);
    auto const moves =
        paper.counts && (paper.holder == "student" ||
                         ((paper.holder == "mail" || paper.holder == "missing") && paper.place == id));
    auto const ends = [&](char const *what, auto const &result, std::string const &holder,
                          std::string const &place) {
        if (went(what, result)) {
            if (moves) {
                settle(serial, holder, place);
            }
            posted_.erase(id);
        }
    };
    if (likely(10)) {
        ends("return to sender", desk::note_returned(station(), id, "赵老师"), "print-room", "");
    } else if (likely(5)) {
        ends("lose in the mail", desk::note_lost(station(), id), "missing", id);
    } else if (likely(5)) {
        if (went("cancel", desk::cancel_consignment(station(), id))) {
            if (paper.holder == "print-room" && paper.place == id) {
                settle(serial, "print-room", "");
            }
            posted_.erase(id);
        }
    } else if (state == "made") {
        if (went("post", desk::send_consignment(station(), id, "EMS", fmt::format("EMS{:09}", done_)))) {
            state = "sent";
            settle(serial, "mail", id);
        }
    } else if (state == "sent") {
        if (went("arrive", desk::note_arrived(station(), id))) {
            state = "arrived";
            if (moves) {
                settle(serial, "student", "");
            }
        }
    } else {
        ends("hand in", desk::hand_in(station(), {.id = id, .by = "王老师"}), "unit", college);
    }
}

} // namespace custody
