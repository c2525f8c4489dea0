// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/archive_papers.hpp"
#include "base/text.hpp"
#include "desk/boxes.hpp"
#include "desk/csv_text.hpp"
#include "desk/paper_tables.hpp"
#include "desk/whereabouts.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace desk {

using base::fault;
using base::Length;
using base::Trouble;
using render::Align;
using render::TableDocument;

namespace {

/// A volume with all that its papers say.
struct Binder {
    store::Volume volume;
    store::Box box;
    store::Campaign campaign;
    std::vector<store::Filed> items;
};

base::Result<Binder> binder(Station &station, std::string const &id) {
    auto volume = store::volume(station.store(), base::upper_ascii(id));
    if (!volume || !*volume) {
        return volume ? fault(Trouble::not_found, "没有案卷 {}", "there is no volume {}", id)
                      : std::move(volume).fault();
    }
    auto box = find_box(station, (*volume)->box);
    auto items = box ? store::filed_in(station.store(), box->name, (*volume)->id) : base::Fault{box.fault()};
    if (!items || items->empty()) {
        return items ? fault(Trouble::not_found, "案卷 {} 里没有东西", "nothing lies in the volume {}", id)
                     : std::move(items).fault();
    }
    auto campaign = store::campaign_of_person(station.store(), items->front().person);
    if (!campaign) {
        return std::move(campaign).fault();
    }
    return Binder{std::move(**volume), std::move(*box), std::move(*campaign), std::move(*items)};
}

/// 20260601, as catalogues write dates (DA/T 22-2015).
std::string eight_digits(base::Instant at) {
    auto date = at.local_date();
    std::erase(date, '-');
    return date;
}

/// What the last column says: nothing where the item lies in its place.
std::string remark_of(store::Filed const &line) {
    if (line.state == "printed" && line.holder == "archive") {
        return line.item.late ? "补归" : "";
    }
    return whereabouts(line.state, line.holder, line.place).zh;
}

/// The same in a word, for a narrow column.
std::string short_remark(store::Filed const &line) {
    return line.state != "printed"      ? "作废"
           : line.holder == "loan"      ? "借出"
           : line.holder == "missing"   ? "缺"
           : line.holder == "destroyed" ? "已销毁"
           : line.holder != "archive"   ? "不在馆"
           : line.item.late             ? "补归"
                                        : "";
}

std::string title_of(store::Filed const &line) {
    return line.name + "毕业生证件相片";
}

std::string file_name(Binder const &one, std::string_view what) {
    return fmt::format("盒{} 第{}卷 {}", one.box.name, one.volume.number, what);
}

std::vector<std::string> const contents_heading{"序号", "档号", "学号", "姓名",
                                                "题名", "日期", "张数", "备注"};

std::vector<std::vector<std::string>> contents_rows(Binder const &one) {
    std::vector<std::vector<std::string>> rows;
    for (auto const &line : one.items) {
        rows.push_back({std::to_string(rows.size() + 1), line.item.reference, line.student_no, line.name,
                        title_of(line), eight_digits(line.printed_at), "1", short_remark(line)});
    }
    return rows;
}

/// At most so many columns a line; a Chinese character takes two.
std::vector<std::string> wrapped(std::string const &text, std::size_t most) {
    std::vector<std::string> lines{""};
    for (auto const character : base::characters(text)) {
        auto const written = base::utf8({&character, 1});
        if (base::columns_of(lines.back()) + base::columns_of(written) > most) {
            lines.emplace_back();
        }
        lines.back() += written;
    }
    return lines;
}

/// Those of the class who have nothing in the volume, and why.
base::Result<std::vector<std::string>> absent(Station &station, Binder const &one) {
    store::Selection who;
    who.unit = one.volume.unit_name;
    who.class_name = one.volume.class_name;
    auto const due = store::due(station.store(), one.campaign.id, who);
    if (!due) {
        return base::Fault{due.fault()};
    }
    std::set<std::string> here;
    for (auto const &line : one.items) {
        if (line.state != "void") {
            here.insert(line.student_no);
        }
    }
    std::vector<std::string> list;
    for (auto const &line : *due) {
        if (!here.contains(line.person.student_no)) {
            auto const why = line.sheet
                                 ? whereabouts(line.sheet->state, line.sheet->holder, line.sheet->place).zh
                             : line.photo.empty() ? std::string{"没有相片"}
                                                  : std::string{"没有打印"};
            list.push_back(fmt::format("{} {}（{}）", line.person.student_no, line.person.name, why));
        }
    }
    return list;
}

TableDocument note_document(Binder const &one, std::vector<std::string> const &missing) {
    auto const whole =
        std::ranges::count_if(one.items, [](auto const &line) { return remark_of(line).empty(); });
    auto const count = static_cast<std::int64_t>(one.items.size());
    TableDocument document;
    document.title = "卷内备考表";
    document.facts = {fmt::format("{} {}届    盒 {}    第 {} 卷", one.campaign.school_name, one.campaign.year,
                                  one.box.name, one.volume.number),
                      one.volume.title};
    document.columns = {{"项目", Length::mm(30)}, {"情况", Length::mm(143)}};
    auto const say = [&](std::string const &item, std::string const &text) {
        auto first = true;
        for (auto &line : wrapped(text, 74)) {
            document.rows.push_back({std::exchange(first, false) ? item : "", std::move(line)});
        }
    };
    say("卷内件数", fmt::format("本卷共 {} 件（大写：{}件），每件一张。", count, formal_number(count)));
    say("档号起止",
        fmt::format("{} 至 {}", one.items.front().item.reference, one.items.back().item.reference));
    say("在卷情况", fmt::format("在卷完整 {} 件，其余 {} 件见下。", whole, count - whole));
    for (auto const &line : one.items) {
        if (auto const why = remark_of(line); !why.empty()) {
            say("", fmt::format("{} {} {}：{}", line.item.reference, line.student_no, line.name, why));
        }
    }
    say("本班缺件", missing.empty() ? "没有。" : fmt::format("{} 人：", missing.size()));
    for (auto const &line : missing) {
        say("", line);
    }
    say("需要说明", "　");
    document.rows.insert(document.rows.end(), 3, {"", ""});
    document.signatures = {"立卷人（签字）", "检查人（签字）", "立卷日期", "检查日期"};
    document.footer = fmt::format("盒 {} 第 {} 卷  {}", one.box.name, one.volume.number, one.volume.id);
    return document;
}

/// A box with what lies in it.
struct Content {
    store::Box box;
    store::Campaign campaign;
    std::vector<store::Filed> items;
};

base::Result<Content> content(Station &station, std::string const &typed) {
    auto box = find_box(station, typed);
    auto items = box ? store::filed_in(station.store(), box->name) : base::Fault{box.fault()};
    if (!items || items->empty()) {
        return items
                   ? fault(Trouble::not_found, "盒 {} 是空的，没有清单可出", "the box {} is empty", box->name)
                   : std::move(items).fault();
    }
    auto campaign = store::campaign_of_person(station.store(), items->front().person);
    return campaign ? base::Result{Content{std::move(*box), std::move(*campaign), std::move(*items)}}
                    : std::move(campaign).fault();
}

std::vector<std::string> const transfer_heading{"序号", "档号", "文号", "责任者", "题名",
                                                "日期", "密级", "张数", "备注"};

std::vector<std::vector<std::string>> transfer_rows(Content const &one) {
    std::vector<std::vector<std::string>> rows;
    for (auto const &line : one.items) {
        rows.push_back({std::to_string(rows.size() + 1), line.item.reference, line.item.serial,
                        line.unit_name, title_of(line), eight_digits(line.printed_at), "", "1",
                        short_remark(line)});
    }
    return rows;
}

ArchivePaper csv(std::string name, std::vector<std::string> const &heading,
                 std::vector<std::vector<std::string>> const &rows) {
    CsvText text{heading};
    for (auto const &row : rows) {
        text.row(row);
    }
    auto const bytes = base::as_bytes(text.text());
    return {std::move(name), {bytes.begin(), bytes.end()}};
}

} // namespace

std::string formal_number(std::int64_t number) {
    static constexpr std::array<std::string_view, 10> digits{"零", "壹", "贰", "叁", "肆",
                                                             "伍", "陆", "柒", "捌", "玖"};
    static constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> places{
        {{1000, "仟"}, {100, "佰"}, {10, "拾"}, {1, ""}}};
    std::string text;
    auto gap = false;
    for (auto const &[value, name] : places) {
        auto const digit = number / value % 10;
        if (digit == 0) {
            gap = !text.empty();
            continue;
        }
        text += gap ? digits[0] : "";
        text += digits.at(static_cast<std::size_t>(digit));
        text += name;
        gap = false;
    }
    return text.empty() ? std::string{digits[0]} : text;
}

base::Result<ArchivePaper> volume_contents(Station &station, std::string const &volume) {
    auto const one = binder(station, volume);
    if (!one) {
        return base::Fault{one.fault()};
    }
    TableDocument document;
    document.title = "卷内目录";
    document.facts = {fmt::format("{} {}届    盒 {}    第 {} 卷    共 {} 件", one->campaign.school_name,
                                  one->campaign.year, one->box.name, one->volume.number, one->items.size()),
                      one->volume.title};
    document.columns = {{"序号", Length::mm(10), Align::centre},
                        {"档号", Length::mm(46)},
                        {"学号", Length::mm(22)},
                        {"姓名", Length::mm(18)},
                        {"题名", Length::mm(34)},
                        {"日期", Length::mm(17), Align::centre},
                        {"张数", Length::mm(9), Align::centre},
                        {"备注", Length::mm(17)}};
    document.rows = contents_rows(*one);
    document.footer = fmt::format("盒 {} 第 {} 卷  {}", one->box.name, one->volume.number, one->volume.id);
    return drawn_paper(file_name(*one, "卷内目录.pdf"), {document});
}

base::Result<ArchivePaper> volume_contents_csv(Station &station, std::string const &volume) {
    auto const one = binder(station, volume);
    return one ? base::Result{csv(file_name(*one, "卷内目录.csv"), contents_heading, contents_rows(*one))}
               : base::Fault{one.fault()};
}

base::Result<ArchivePaper> volume_note(Station &station, std::string const &volume) {
    auto const one = binder(station, volume);
    auto const missing = one ? absent(station, *one) : base::Fault{one.fault()};
    return missing ? drawn_paper(file_name(*one, "备考表.pdf"), {note_document(*one, *missing)})
                   : base::Fault{missing.fault()};
}

base::Result<ArchivePaper> transfer_list(Station &station, std::string const &box) {
    auto const one = content(station, box);
    if (!one) {
        return base::Fault{one.fault()};
    }
    TableDocument document;
    document.title = "毕业生证件相片档案移交清单";
    document.facts = {fmt::format("{} {}届    盒 {}{}", one->campaign.school_name, one->campaign.year,
                                  one->box.name, one->box.shelf.empty() ? "" : "    架位 " + one->box.shelf),
                      fmt::format("共 {} 件（大写：{}件）", one->items.size(),
                                  formal_number(static_cast<std::int64_t>(one->items.size())))};
    document.columns = {{"序号", Length::mm(10), Align::centre},
                        {"档号", Length::mm(42)},
                        {"文号", Length::mm(28)},
                        {"责任者", Length::mm(22)},
                        {"题名", Length::mm(34)},
                        {"日期", Length::mm(17), Align::centre},
                        {"密级", Length::mm(10), Align::centre},
                        {"张数", Length::mm(9), Align::centre},
                        {"备注", Length::mm(14)}};
    document.rows = transfer_rows(*one);
    document.signatures = {"移交人（签字）",   "接收人（签字）", "移交单位（盖章）",
                           "接收单位（盖章）", "监交人（签字）", "移交日期"};
    document.footer = fmt::format("盒 {}    文号一栏是相片纸的序列号", one->box.name);
    auto second = document;
    document.copy = "第一联  移交方留存";
    second.copy = "第二联  接收方留存";
    return drawn_paper(fmt::format("盒{} 移交清单.pdf", one->box.name), {document, second});
}

base::Result<ArchivePaper> transfer_list_csv(Station &station, std::string const &box) {
    auto const one = content(station, box);
    return one ? base::Result{csv(fmt::format("盒{} 移交清单.csv", one->box.name), transfer_heading,
                                  transfer_rows(*one))}
               : base::Fault{one.fault()};
}

base::Result<std::vector<ArchivePaper>> archive_papers(Station &station, std::string const &box,
                                                       std::string const &volume) {
    using Draw = base::Result<ArchivePaper> (*)(Station &, std::string const &);
    std::vector<ArchivePaper> papers;
    auto const add = [&](Draw draw, std::string const &what) {
        auto paper = draw(station, what);
        if (paper) {
            papers.push_back(std::move(*paper));
        }
        return paper ? base::Result<>{} : base::Result<>{std::move(paper).fault()};
    };
    if (box.empty() == volume.empty()) {
        return fault(Trouble::usage, "要哪个盒（--box）或者哪一卷（--volume）的？只写一个",
                     "of which box (--box) or volume (--volume)? Say one of them");
    }
    auto const volumes =
        volume.empty() ? store::volumes(station.store(), box)
                       : base::Result{std::vector<store::Volume>{{volume, {}, 0, 0, {}, {}, 0, {}, {}}}};
    if (!volumes) {
        return base::Fault{volumes.fault()};
    }
    for (auto const draw : {volume_contents, volume_contents_csv, volume_note}) {
        for (auto const &one : *volumes) {
            if (auto done = add(draw, one.id); !done) {
                return std::move(done).fault();
            }
        }
    }
    for (auto const draw : {transfer_list, transfer_list_csv, box_labels, stamp_labels}) {
        if (auto done = box.empty() ? base::Result<>{} : add(draw, box); !done) {
            return std::move(done).fault();
        }
    }
    return papers;
}

} // namespace desk
