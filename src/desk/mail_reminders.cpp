// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/mail_reminders.hpp"
#include "desk/csv_text.hpp"
#include "desk/deadlines.hpp"
#include "desk/mail.hpp"
#include "desk/steps.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

std::string text_for(store::Consignment const &one) {
    if (one.state == "sent") {
        return fmt::format("{}同学：您的毕业证书相片已于 {} 由{}寄出，单号 {}，请留意查收；收到后请回复。",
                           one.name, one.sent_at ? one.sent_at->local_date() : std::string{}, one.carrier,
                           one.number);
    }
    if (one.state == "arrived") {
        return fmt::format(
            "{}同学：您的毕业证书相片已于 {} 送达，请核对照片和姓名、学号等信息，并回复是否有误。", one.name,
            one.state_at.local_date());
    }
    return fmt::format("{}同学：您已核对毕业证书相片，请尽快把整版相片（不要剪开）交到{}。", one.name,
                       one.unit);
}

std::int64_t days_of(store::Consignment const &one, std::string const &today) {
    return days_between(one.state_at.local_date(), today).value_or(0);
}

} // namespace

base::Result<std::vector<MailReminder>> mail_reminders(Station &station, MailAges const &ages,
                                                       std::string const &unit) {
    auto const now = station.setting().clock.now();
    std::vector<MailReminder> lines;
    for (auto const &[state, days] : {std::pair{"sent", ages.sent}, std::pair{"arrived", ages.arrived},
                                      std::pair{"confirmed", ages.confirmed}}) {
        store::ConsignmentFilter filter{.campaign = station.campaign().id, .unit = unit, .states = {state}};
        auto all = store::consignments(station.store(), filter);
        if (!all) {
            return std::move(all).fault();
        }
        for (auto &one : *all) {
            auto const age = days_of(one, now.local_date());
            if (age >= days && one.is_right.value_or(true)) { // what is wrong is being put right first
                auto text = text_for(one);
                lines.push_back({std::move(one), age, std::move(text)});
            }
        }
    }
    std::ranges::stable_sort(lines, std::greater{}, &MailReminder::days);
    return lines;
}

base::Result<> note_reminded(Station &station, std::vector<std::string> const &ids) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    if (ids.empty()) {
        return fault(Trouble::usage, "没有选要提醒的寄件", "no consignment was chosen");
    }
    for (auto const &id : ids) {
        auto const one = find_consignment(station, id);
        if (!one) {
            return base::Fault{one.fault()};
        }
        if (one->state != "sent" && one->state != "arrived" && one->state != "confirmed") {
            auto const now = mail_state_words(one->state);
            return fault(Trouble::not_allowed, "寄件 {0} 现在是“{1}”，没有要提醒的",
                         "the consignment {0} is {2}; there is nothing to remind of", one->id, now.zh,
                         now.en);
        }
        if (auto done = change->record("consignment.reminded", one->id, base::Json::object()); !done) {
            return done;
        }
    }
    return change->commit();
}

std::string carrier_csv(std::vector<store::Consignment> const &consignments) {
    CsvText csv{{"收件人", "电话", "地址", "邮编", "备注", "单号"}};
    for (auto const &one : consignments) {
        auto const &to = one.address;
        csv.row({to.recipient, to.phone, to.address, to.postcode, one.student_no + one.name, one.number});
    }
    return csv.text();
}

} // namespace desk
