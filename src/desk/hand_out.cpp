// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/hand_out.hpp"
#include "base/text.hpp"
#include "desk/cells.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "policy/source.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include "store/custody.hpp"
#include "store/mail.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

struct Line {
    store::Sheet sheet;
    store::Person person;
    CellCount count;
};

base::Result<Line> line_of(Station &station, std::string const &typed) {
    auto sheet = find_sheet(station, typed);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    auto person = store::person(station.store(), sheet->person);
    auto count = count_cells(station, *sheet);
    if (!person || !count) {
        return base::Fault{person ? count.fault() : person.fault()};
    }
    return Line{std::move(*sheet), person->value_or(store::Person{}), std::move(*count)};
}

base::Result<std::vector<Line>> lines_of(Station &station, HandOut const &order) {
    if (base::trimmed(order.by).empty()) {
        return fault(Trouble::usage, "要写明经手人", "say whose hands it goes through");
    }
    std::vector<Line> lines;
    std::set<std::string> seen;
    for (auto const &typed : order.serials) {
        auto line = line_of(station, typed);
        if (!line) {
            return std::move(line).fault();
        }
        if (!order.unit.empty() && line->person.unit != order.unit) {
            return fault(Trouble::not_found, "没有序列号为 {} 的相片纸", "no sheet has the serial {}",
                         line->sheet.serial);
        }
        if (!seen.insert(line->sheet.serial).second) {
            return fault(Trouble::bad_input, "{} 扫了两次；没有登记，请核对手里有几张",
                         "{} was scanned twice; nothing is recorded, count what you have",
                         line->sheet.serial);
        }
        lines.push_back(std::move(*line));
    }
    if (lines.empty()) {
        return fault(Trouble::usage, "还没有扫相片纸", "no sheet was scanned");
    }
    return lines;
}

base::Fault not_there(Station &station, store::Sheet const &sheet, base::Words const &what) {
    auto const place = store::place_name(station.store(), sheet);
    auto const where = whereabouts(sheet.state, sheet.holder, place ? *place : sheet.place);
    return fault(Trouble::not_allowed, "相片纸 {0} 不能{1}：{2}；没有登记",
                 "the sheet {0} cannot be {3}: it is {4}; nothing is recorded", sheet.serial, what.zh,
                 where.zh, what.en, where.en);
}

/// What was posted is handed in whole (S0-42), which is asked where a consignment is ended.
base::Result<> check_not_posted(Station &station, store::Sheet const &sheet) {
    auto const one = store::consignment_of_sheet(station.store(), sheet.serial);
    if (!one) {
        return base::Fault{one.fault()};
    }
    if (!*one || ((*one)->state != "sent" && (*one)->state != "arrived" && (*one)->state != "confirmed" &&
                  (*one)->state != "lost")) {
        return {};
    }
    return fault(
        Trouble::not_allowed,
        "相片纸 {0} 是寄给学生的（寄件 {1}）：请打开这一张，按“学生交来”收下，写明是不是整版；没有登记",
        "the sheet {0} was posted to its student ({1}): open it and take it in as handed in, whole or "
        "cut; nothing is recorded",
        sheet.serial, (*one)->id);
}

base::Result<> check_out(Station &station, Line const &line, HandOut const &order) {
    auto const &sheet = line.sheet;
    auto const place = store::place_name(station.store(), sheet);
    if (!place) {
        return base::Fault{place.fault()};
    }
    // What lies with another unit by mistake cannot be given out by this one.
    auto const here = order.unit.empty() ? sheet.holder == "unit" || sheet.holder == "office" ||
                                               (sheet.holder == "print-room" && sheet.place.empty())
                                         : sheet.holder == "unit" && *place == order.unit;
    if (sheet.state != "printed" || !here) {
        return not_there(station, sheet, {"发给学生", "given out"});
    }
    if (order.leftovers && line.count.left() == 0) {
        return fault(Trouble::not_allowed, "相片纸 {} 上一张也不剩，没有可退还的",
                     "nothing is left on the sheet {}", sheet.serial);
    }
    return {};
}

base::Result<> check_notice(Station &station, HandOut const &order) {
    if (!order.leftovers || station.profile().paper.leftovers != policy::Leftovers::kept) {
        return {};
    }
    return base::Fault{
        Trouble::not_allowed,
        policy::by_topic(station.profile(), "leftovers",
                         {"剩余相片由学校留存，不退还学生", "what is left is kept by the school"}),
        {}};
}

base::Result<> record_out(store::Change &change, Line const &line, HandOut const &order) {
    if (order.leftovers) {
        auto free = Json::list();
        for (std::int64_t cell = 1; cell <= line.count.all; ++cell) {
            if (std::ranges::find(line.count.used, cell, &store::CellUse::number) == line.count.used.end()) {
                free.add(cell);
            }
        }
        auto cells = Json::object();
        cells.set("cells", free).set("purpose", to_student).set("by", order.by);
        if (auto done = change.record("cells.used", line.sheet.serial, cells); !done) {
            return done;
        }
    }
    auto body = Json::object();
    body.set("holder", "student")
        .set("place", "")
        .set("by", order.by)
        .set("leftovers", order.leftovers ? 1 : 0);
    return change.record("sheet.moved", line.sheet.serial, body);
}

base::Result<Json> destination(Station &station, Line const &line, HandOut const &order, bool to_print_room) {
    auto body = Json::object();
    body.set("by", order.by);
    if (to_print_room) {
        return body.set("holder", "print-room").set("place", "");
    }
    auto const campaign = store::campaign_of_person(station.store(), line.person.id);
    auto const unit = campaign ? store::unit_id(station.store(), campaign->id, line.person.unit)
                               : base::Result<std::optional<std::int64_t>>{base::Fault{campaign.fault()}};
    if (!unit) {
        return base::Fault{unit.fault()};
    }
    body.set("holder", "unit").set("place", std::to_string(unit->value_or(0)));
    return body.set("place_name", line.person.unit);
}

base::Result<std::vector<store::Sheet>> as_they_are(Station &station, std::vector<Line> const &lines) {
    std::vector<store::Sheet> sheets;
    for (auto const &line : lines) {
        auto sheet = find_sheet(station, line.sheet.serial);
        if (!sheet) {
            return std::move(sheet).fault();
        }
        sheets.push_back(std::move(*sheet));
    }
    return sheets;
}

} // namespace

base::Result<std::vector<store::Sheet>> hand_out(Station &station, HandOut const &order) {
    auto change = station.change();
    auto const may = change ? check_notice(station, order) : base::Result<>{base::Fault{change.fault()}};
    auto const lines =
        may ? lines_of(station, order) : base::Result<std::vector<Line>>{base::Fault{may.fault()}};
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    for (auto const &line : *lines) {
        auto const done = in_order([&] { return check_out(station, line, order); },
                                   [&] { return record_out(*change, line, order); });
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    auto const done = change->commit();
    return done ? as_they_are(station, *lines)
                : base::Result<std::vector<store::Sheet>>{base::Fault{done.fault()}};
}

base::Result<std::vector<store::Sheet>> take_back(Station &station, HandOut const &order,
                                                  bool to_print_room) {
    auto change = station.change();
    auto const lines =
        change ? lines_of(station, order) : base::Result<std::vector<Line>>{base::Fault{change.fault()}};
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    for (auto const &line : *lines) {
        if (line.sheet.state != "printed" || line.sheet.holder != "student") {
            return not_there(station, line.sheet, {"收回", "taken back"});
        }
        if (line.count.left() == 0) {
            return fault(Trouble::not_allowed,
                         "相片纸 {} 上的相片都已用掉或退还本人，没有可收回的；如果是记错了，先更正用掉的张数",
                         "every print of the sheet {} is used or given back; put the prints right first",
                         line.sheet.serial);
        }
        auto const free = check_not_posted(station, line.sheet);
        auto const body = free ? destination(station, line, order, to_print_room) : base::Fault{free.fault()};
        auto const done = body ? change->record("sheet.moved", line.sheet.serial, *body)
                               : base::Result<>{base::Fault{body.fault()}};
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    auto const done = change->commit();
    return done ? as_they_are(station, *lines)
                : base::Result<std::vector<store::Sheet>>{base::Fault{done.fault()}};
}

base::Result<base::Bytes> hand_out_list(Station &station, std::vector<std::string> const &serials,
                                        std::string const &by) {
    using base::Length;
    std::vector<Line> lines;
    for (auto const &serial : serials) {
        auto line = line_of(station, serial);
        if (!line) {
            return std::move(line).fault();
        }
        lines.push_back(std::move(*line));
    }
    if (lines.empty()) {
        return fault(Trouble::usage, "没有选相片纸", "no sheet was chosen");
    }
    std::ranges::sort(lines, {}, [](Line const &line) { return line.person.student_no; });
    render::TableDocument document;
    auto const &campaign = station.campaign();
    document.title = "毕业生相片领取登记表";
    document.facts = {
        fmt::format("{} {}届    单位：{}", campaign.school_name, campaign.year, lines.front().person.unit),
        fmt::format("经手人：{}    日期：{}    共 {} 张", by, station.setting().clock.now().local_date(),
                    lines.size())};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(28), render::Align::left, false},
                        {"姓名", Length::mm(26), render::Align::left, false},
                        {"班级", Length::mm(30), render::Align::left, false},
                        {"序列号", Length::mm(34), render::Align::left, false},
                        {"领回张数", Length::mm(18), render::Align::centre, false},
                        {"本人签字", Length::mm(34), render::Align::left, false}};
    for (auto const &line : lines) {
        auto const given = line.count.by_purpose.find(to_student);
        auto const prints = given == line.count.by_purpose.end() ? line.count.left() : given->second;
        document.rows.push_back({std::to_string(document.rows.size() + 1), line.person.student_no,
                                 line.person.name, line.person.class_name, line.sheet.serial,
                                 std::to_string(prints), ""});
    }
    document.summary = {"请核对姓名、学号和张数后签字。"};
    document.signatures = {"经手人（签字）", "日期"};
    document.footer = campaign_key(campaign);
    auto const pages = render::compose_table(document);
    return pages ? render::PdfWriter{}.write(*pages, {document.title})
                 : base::Result<base::Bytes>{base::Fault{pages.fault()}};
}

} // namespace desk
