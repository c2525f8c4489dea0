// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/day_report.hpp"
#include "desk/deadlines.hpp"
#include "desk/fees.hpp"
#include "desk/plan.hpp"
#include "desk/shots.hpp"
#include "desk/tickets.hpp"
#include "desk/wall.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include "store/day.hpp"
#include <algorithm>
#include <map>

namespace desk {

using base::Length;
using render::Align;
using render::TableDocument;

namespace {

std::string count(std::int64_t number) {
    return std::to_string(number);
}

std::string name_of(store::Tally const &tally) {
    return tally.class_name.empty() ? tally.unit + "（全院）" : tally.class_name;
}

std::string word(Identity identity) {
    switch (identity) {
    case Identity::heads:
        return "人数";
    case Identity::outcome:
        return "去向";
    case Identity::money:
        return "费用";
    case Identity::absent:
        break;
    }
    return "缺席";
}

/// The pages of one report.
class Report {
public:
    Report(Station &station, std::string date) : station_{station}, date_{std::move(date)} {}

    /// Each part on pages of its own; a part without rows is left out.
    base::Result<base::Bytes> draw() {
        for (auto const part : {&Report::draw_counts, &Report::draw_imbalances, &Report::draw_fees,
                                &Report::draw_without_photo, &Report::draw_answers, &Report::draw_plan}) {
            if (auto drawn = (this->*part)(); !drawn) {
                return std::move(drawn).fault();
            }
        }
        return render::PdfWriter{}.write(pages_, {title("采集日报")});
    }

private:
    [[nodiscard]] std::string title(std::string const &part) const {
        return fmt::format("毕业生图像{}", part);
    }
    TableDocument begin(std::string const &part) {
        auto const &campaign = station_.campaign();
        TableDocument document;
        document.title = title(part);
        document.facts = {
            fmt::format("{} {}届    {}", campaign.school_name, campaign.year, station_.profile().notice.zh),
            fmt::format("日期：{}    制表：{} {}", date_, station_.setting().clock.now().local_text(),
                        station_.setting().actor)};
        document.copy = fmt::format("第 {} 部分", ++part_);
        document.footer = fmt::format("{}  {}", campaign_key(campaign), date_);
        return document;
    }
    base::Result<> end(TableDocument const &document) {
        auto scenes = render::compose_table(document);
        if (!scenes) {
            return std::move(scenes).fault();
        }
        pages_.insert(pages_.end(), scenes->begin(), scenes->end());
        return {};
    }
    base::Result<> leave_out() {
        part_ -= 1;
        return {};
    }
    [[nodiscard]] bool is_today(base::Instant at) const { return at.local_date() == date_; }

    base::Result<> draw_counts();
    base::Result<> draw_imbalances();
    base::Result<> draw_fees();
    base::Result<> draw_without_photo();
    base::Result<> draw_answers();
    base::Result<> draw_plan();

    base::Result<store::Person> person_of(std::optional<std::int64_t> id);

    Station &station_;
    std::string date_;
    int part_ = 0;
    Wall wall_;
    std::vector<render::Scene> pages_;
};

std::vector<std::string> row_of(std::string const &name, store::Tally const &t, std::string verdict) {
    return {name,
            count(t.roster),
            count(t.reported),
            count(t.swiped),
            count(t.accepted),
            count(t.refused),
            count(t.left),
            count(t.paid),
            yuan(t.paid_fen),
            count(t.captured),
            count(t.absent),
            count(t.printed),
            count(t.handed_over),
            std::move(verdict)};
}

base::Result<> Report::draw_counts() {
    auto wall = desk::wall(station_);
    if (!wall) {
        return std::move(wall).fault();
    }
    wall_ = std::move(*wall);
    auto document = begin("采集日报");
    document.columns = {{"班级", Length::mm(36), Align::left, false}};
    for (auto const *heading :
         {"名册", "报到", "刷码", "拍成", "不采", "离开", "交费", "金额", "照片", "缺席", "印出", "交出"}) {
        document.columns.push_back({heading, Length::mm(11), Align::right, false});
    }
    document.columns.push_back({"核对", Length::mm(22), Align::left, false});
    std::size_t wrong = 0;
    for (auto const &[tally, imbalances] : wall_.classes) {
        std::string verdict = imbalances.empty() ? "√" : "×";
        for (auto const &one : imbalances) {
            verdict += " " + word(one.identity);
        }
        wrong += imbalances.empty() ? 0U : 1U;
        document.rows.push_back(row_of(name_of(tally), tally, std::move(verdict)));
    }
    document.rows.push_back(row_of("合计", wall_.total, wrong == 0 ? "√" : fmt::format("× {} 处", wrong)));
    document.summary = {
        "报到＝刷码＝拍成＋不采＋离开；拍成＝交费人数；名册－照片＝缺席（有原因）；印出＝交出＋库存。",
        wrong == 0 ? std::string{"各班都对得上。"}
                   : fmt::format("{} 个班级（单位）对不上，见后面的“核对不上的”。", wrong)};
    document.signatures = {"现场负责人（签字）", "收费人（签字）", "学校负责人（签字）",
                           "采集单位（盖章）",   "学校（盖章）",   "日期"};
    return end(document);
}

base::Result<> Report::draw_imbalances() {
    auto document = begin("采集日报：核对不上的");
    document.columns = {{"班级", Length::mm(30), Align::left, false},
                        {"核对", Length::mm(14), Align::left, false},
                        {"说明", Length::mm(58), Align::left, false},
                        {"是谁", Length::mm(71), Align::left, false}};
    for (auto const &[tally, imbalances] : wall_.classes) {
        for (auto const &one : imbalances) {
            document.rows.push_back(
                {name_of(tally), "× " + word(one.identity), one.said.zh, names_of(one).zh});
        }
    }
    return document.rows.empty() ? leave_out() : end(document);
}

std::string way_of(std::string const &way) {
    static std::map<std::string, std::string> const words{
        {"cash", "现金"}, {"wechat", "微信"}, {"alipay", "支付宝"}, {"transfer", "转账"}, {"scan", "扫码"}};
    auto const found = words.find(way);
    return found == words.end() ? way : found->second;
}

base::Result<> Report::draw_fees() {
    auto const payments = store::payments(station_.store(), station_.campaign().id);
    if (!payments) {
        return base::Fault{payments.fault()};
    }
    auto document = begin("采集日报：收费");
    document.columns = {
        {"收据", Length::mm(34), Align::left, false},       {"时间", Length::mm(16), Align::left, false},
        {"单位、班级", Length::mm(42), Align::left, false}, {"人数", Length::mm(12), Align::right, false},
        {"金额", Length::mm(18), Align::right, false},      {"方式", Length::mm(16), Align::left, false},
        {"收费人", Length::mm(18), Align::left, false},     {"备注", Length::mm(34), Align::left, false}};
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> ways; ///< heads and fen
    std::int64_t fen = 0, back = 0;
    for (auto const &one : *payments) {
        if (!is_today(one.taken_at)) {
            continue;
        }
        auto const taken = one.state == "taken";
        document.rows.push_back({one.id, one.taken_at.local_text().substr(11),
                                 one.unit + (one.class_name.empty() ? "" : " " + one.class_name),
                                 count(one.heads), yuan(one.fen), way_of(one.way), one.taken_by,
                                 taken ? "" : "× 已退：" + one.reason});
        (taken ? fen : back) += one.fen;
        if (taken) {
            ways[one.way].first += one.heads;
            ways[one.way].second += one.fen;
        }
    }
    std::string by_way;
    for (auto const &[way, sum] : ways) {
        by_way += fmt::format("{}{} {} 人 {} 元", by_way.empty() ? "" : "；", way_of(way), sum.first,
                              yuan(sum.second));
    }
    document.summary = {fmt::format("实收 {} 元（{}）；退费 {} 元。", yuan(fen), by_way, yuan(back))};
    document.signatures = {"交费人（签字）", "收费人（签字）"};
    return document.rows.empty() ? leave_out() : end(document);
}

base::Result<store::Person> Report::person_of(std::optional<std::int64_t> id) {
    if (!id) {
        return store::Person{};
    }
    auto person = store::person(station_.store(), *id);
    return person ? base::Result{person->value_or(store::Person{})}
                  : base::Result<store::Person>{std::move(person).fault()};
}

base::Result<> Report::draw_without_photo() {
    auto const visits = store::visits_without_photo(station_.store(), station_.campaign().id);
    auto const missing = store::missing(station_.store(), station_.campaign().id, {});
    if (!visits || !missing) {
        return base::Fault{visits ? missing.fault() : visits.fault()};
    }
    auto document = begin("采集日报：没有采集的");
    document.columns = {{"班级", Length::mm(32), Align::left, false},
                        {"学号", Length::mm(28), Align::left, false},
                        {"姓名", Length::mm(24), Align::left, false},
                        {"情况", Length::mm(22), Align::left, false},
                        {"原因", Length::mm(67), Align::left, false}};
    for (auto const &visit : *visits) {
        auto const person = person_of(visit.person);
        if (!person) {
            return base::Fault{person.fault()};
        }
        if (is_today(visit.begun_at)) {
            auto const *refusal = station_.profile().refusal(visit.reason);
            auto const why = refusal == nullptr ? visit.reason : refusal->text.zh;
            document.rows.push_back(
                {person->class_name,
                 person->student_no.empty() ? fmt::format("序号 {}", visit.number) : person->student_no,
                 person->name, visit.state == "refused" ? "不予采集" : "离开",
                 why + (visit.note.empty() ? "" : "；" + visit.note)});
        }
    }
    for (auto const &one : *missing) {
        auto const *absence = station_.profile().absence(one.reason);
        auto const why = absence == nullptr ? one.reason : absence->text.zh;
        auto const told = told_words(one).zh;
        if (!why.empty() || !told.empty()) {
            document.rows.push_back({one.person.class_name, one.person.student_no, one.person.name, "缺席",
                                     why + (why.empty() || told.empty() ? "" : "；") + told});
        }
    }
    return document.rows.empty() ? leave_out() : end(document);
}

std::string check_words(std::string const &kind) {
    for (std::size_t i = 0; i < photo::check_kinds; ++i) {
        if (auto const one = static_cast<photo::CheckKind>(i); photo::word_of(one) == kind) {
            return photo::words_of(one).zh;
        }
    }
    return kind;
}

base::Result<> Report::draw_answers() {
    auto const answers = store::answered_checks(station_.store(), station_.campaign().id);
    auto const missed = store::missed_ticks(station_.store(), station_.campaign().id);
    if (!answers || !missed) {
        return base::Fault{answers ? missed.fault() : answers.fault()};
    }
    auto document = begin("采集日报：放行和例外");
    document.columns = {{"序号", Length::mm(14), Align::right, false},
                        {"项目", Length::mm(62), Align::left, false},
                        {"情况", Length::mm(22), Align::left, false},
                        {"负责人", Length::mm(25), Align::left, false},
                        {"原因", Length::mm(50), Align::left, false}};
    for (auto const &one : *answers) {
        if (is_today(one.at)) {
            document.rows.push_back({count(one.number), check_words(one.kind), "放行", one.name, one.reason});
        }
    }
    auto const &ticks = station_.profile().look.ticks;
    for (auto const &one : *missed) {
        auto const tick = std::ranges::find(ticks, one.key, &policy::Tick::key);
        if (is_today(one.at)) {
            document.rows.push_back({count(one.number), tick == ticks.end() ? one.key : tick->text.zh,
                                     one.answer == "exempt" ? "例外" : "没有做到", one.by,
                                     one.answer == "exempt" ? "原因另存" : ""});
        }
    }
    return document.rows.empty() ? leave_out() : end(document);
}

base::Result<> Report::draw_plan() {
    auto const slots = plan(station_);
    if (!slots) {
        return base::Fault{slots.fault()};
    }
    auto document = begin("采集日报：计划和实际");
    document.columns = {
        {"计划时段", Length::mm(26), Align::left, false},   {"地点", Length::mm(36), Align::left, false},
        {"单位、班级", Length::mm(45), Align::left, false}, {"应到", Length::mm(14), Align::right, false},
        {"实到", Length::mm(14), Align::right, false},      {"最早", Length::mm(18), Align::left, false},
        {"最晚", Length::mm(18), Align::left, false},       {"", Length::mm(12), Align::left, false}};
    auto const time = [](std::optional<base::Instant> const &at) {
        return at ? at->local_text().substr(11) : std::string{"没有来"};
    };
    for (auto const &slot : *slots) {
        for (auto const &group : slot.groups) {
            if (slot.slot.date == date_ && (group.expected > 0 || group.came > 0)) {
                document.rows.push_back(
                    {slot.slot.from + "-" + slot.slot.to, slot.slot.campus + slot.slot.room,
                     group.unit + " " + group.class_name, count(group.expected), count(group.came),
                     time(group.first), time(group.last), group.complete() ? "√" : "×"});
            }
        }
    }
    return document.rows.empty() ? leave_out() : end(document);
}

} // namespace

base::Result<base::Bytes> draw_day_report(Station &station, std::string const &date) {
    if (!days_between(date, date)) {
        return base::fault(base::Trouble::bad_input, "日期“{}”不对；写成 2025-10-18",
                           "'{}' is no date; write 2025-10-18", date);
    }
    return Report{station, date}.draw();
}

} // namespace desk
