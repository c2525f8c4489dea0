// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/plan.hpp"
#include "desk/steps.hpp"
#include "desk/table.hpp"
#include <array>
#include <charconv>
#include <map>

namespace desk {

using base::words;

namespace {

enum Column : std::size_t { date, from, to, campus, room, unit, class_name, capacity, column_count };

struct Heading {
    Column column;
    std::string_view words; ///< apart by blanks
};
constexpr std::array<Heading, column_count> headings = {{
    {date, "日期 采集日期 DATE"},
    {from, "开始 开始时间 起 FROM START"},
    {to, "结束 结束时间 止 TO END"},
    {campus, "校区 CAMPUS"},
    {room, "地点 教室 会议室 场地 ROOM PLACE"},
    {unit, "学院 单位 培养单位 院系 UNIT COLLEGE"},
    {class_name, "班级 行政班 CLASS"},
    {capacity, "人数 名额 限额 CAPACITY"},
}};

std::optional<Column> column_of(std::string_view heading) {
    auto const key = base::upper_ascii(base::trimmed(heading));
    for (auto const &[column, names] : headings) {
        for (auto const &name : base::split(names, ' ')) {
            if (!key.empty() && key == name) {
                return column;
            }
        }
    }
    return std::nullopt;
}

/// The numbers in a text; what parts them is not looked at.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> all;
    for (char const *at = text.data(), *end = at + text.size(); at < end;) {
        int value = 0;
        auto const [next, error] = std::from_chars(at, end, value);
        if (error == std::errc{} && value >= 0) {
            all.push_back(value);
            at = next;
        } else {
            ++at;
        }
    }
    return all;
}

/// 2025-10-18 of 2025/10/18 and 2025年10月18日; empty where it is none.
std::string date_of(std::string text) {
    for (auto &c : text) {
        c = c == '-' ? '/' : c; // a minus would make a month negative
    }
    auto const parts = numbers_in(text);
    auto const good = parts.size() == 3 && parts[0] > 1999 && parts[0] < 2200 && parts[1] >= 1 &&
                      parts[1] <= 12 && parts[2] >= 1 && parts[2] <= 31;
    return good ? fmt::format("{}-{:02}-{:02}", parts[0], parts[1], parts[2]) : std::string{};
}

/// 08:00 of 8:00, 8：00 and 08:00:00; empty where it is none.
std::string time_of(std::string_view text) {
    auto const parts = numbers_in(text);
    auto const good = parts.size() >= 2 && parts[0] < 24 && parts[1] < 60;
    return good ? fmt::format("{:02}:{:02}", parts[0], parts[1]) : std::string{};
}

class PlanReader {
public:
    explicit PlanReader(std::string file) : file_{std::move(file)} {}

    bool take(int row, std::vector<Cell> const &cells) {
        if (places_.empty()) {
            look_for_header(cells);
        } else {
            take_slot(row, cells);
        }
        return true;
    }
    void finish() {
        if (places_.empty()) {
            note(1, "header",
                 {"没有表头；要有“日期、开始、结束”，再有“学院”或“班级”",
                  "there is no header; it has 日期 (date), 开始 (from), 结束 (to), and 学院 or 班级"});
        } else if (slots.empty() && report.findings.empty()) {
            note(1, "missing", {"表头下面没有时段", "there is nothing below the header"});
        }
    }

    PlanImport report;
    std::vector<store::AnnexSlot> slots;

private:
    void note(int row, std::string kind, base::Words message) {
        report.findings.push_back({file_, row, {}, std::move(kind), std::move(message)});
    }
    void look_for_header(std::vector<Cell> const &cells) {
        std::map<Column, std::size_t> places;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (auto const column = column_of(cells[i].text)) {
                places.emplace(*column, i);
            }
        }
        if (places.contains(date) && places.contains(from) && places.contains(to)) {
            places_ = std::move(places);
        }
    }
    [[nodiscard]] std::string text(std::vector<Cell> const &cells, Column column) const {
        auto const place = places_.find(column);
        return place == places_.end() || place->second >= cells.size()
                   ? std::string{}
                   : std::string{base::trimmed(cells[place->second].text)};
    }
    void take_slot(int row, std::vector<Cell> const &cells) {
        report.rows += 1;
        auto const heads = numbers_in(text(cells, capacity));
        store::AnnexSlot slot{date_of(text(cells, date)), time_of(text(cells, from)),
                              time_of(text(cells, to)),   text(cells, campus),
                              text(cells, room),          text(cells, unit),
                              text(cells, class_name),    heads.empty() ? 0 : heads.front()};
        if (slot.date.empty()) {
            return note(row, "date",
                        words("日期“{}”看不懂；写成 2025-10-18", "'{}' is no date; write 2025-10-18",
                              text(cells, date)));
        }
        if (slot.from.empty() || slot.to.empty() || slot.from >= slot.to) {
            return note(row, "time",
                        words("时间“{}-{}”不对；写成 08:00 和 09:30，开始在前",
                              "the time '{}-{}' cannot be; write 08:00 and 09:30, the earlier first",
                              text(cells, from), text(cells, to)));
        }
        slots.push_back(std::move(slot));
    }

    std::string file_;
    std::map<Column, std::size_t> places_;
};

base::Json body_of(Station &station, std::vector<store::AnnexSlot> const &slots) {
    auto list = base::Json::list();
    for (auto const &slot : slots) {
        auto one = base::Json::object();
        one.set("date", slot.date).set("from", slot.from).set("to", slot.to).set("campus", slot.campus);
        one.set("room", slot.room).set("unit", slot.unit).set("class", slot.class_name);
        list.add(one.set("capacity", slot.capacity));
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("slots", list);
    return body;
}

} // namespace

base::Result<PlanImport> import_plan(Station &station, std::filesystem::path const &file) {
    PlanReader reader{file.filename().string()};
    auto read =
        read_table(file, [&](int row, std::vector<Cell> const &cells) { return reader.take(row, cells); });
    if (!read) {
        return std::move(read).fault();
    }
    reader.finish();
    if (!reader.report.findings.empty()) {
        return std::move(reader.report);
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto done = in_order(
        [&] {
            return change->record("plan.imported", campaign_key(station.campaign()),
                                  body_of(station, reader.slots));
        },
        [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    reader.report.imported = true;
    return std::move(reader.report);
}

} // namespace desk
