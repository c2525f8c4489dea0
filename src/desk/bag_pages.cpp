// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag_pages.hpp"
#include "desk/whereabouts.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include <fmt/format.h>

namespace desk {

using base::Length;

namespace {

std::string escaped(std::string_view text) {
    std::string html;
    for (auto const c : text) {
        html += c == '&'   ? "&amp;"
                : c == '<' ? "&lt;"
                : c == '>' ? "&gt;"
                : c == '"' ? "&quot;"
                           : std::string(1, c);
    }
    return html;
}

std::string page(std::string_view title, std::string_view body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{0}</title><style>"
        "body{{font-family:sans-serif;max-width:60em;margin:1em auto;padding:0 1em;line-height:1.6}}"
        "table{{border-collapse:collapse;margin:.5em 0}}td,th{{border:1px solid #999;padding:.2em .6em;"
        "text-align:left;vertical-align:top}}img{{width:33mm;float:right;margin:0 0 1em 1em}}"
        "h2{{clear:both}}</style></head>\n<body><h1>{0}</h1>\n{1}</body></html>\n",
        escaped(title), body);
}

std::string row(std::vector<std::string> const &cells, char const *tag = "td") {
    std::string html = "<tr>";
    for (auto const &cell : cells) {
        html += fmt::format("<{0}>{1}</{0}>", tag, cell);
    }
    return html + "</tr>\n";
}

std::string link(std::string_view to, std::string_view text) {
    return fmt::format("<a href=\"{}\">{}</a>", to, escaped(text));
}

std::string place_of(BagSheet const &sheet) {
    auto const &view = sheet.view;
    return whereabouts(view.sheet.state, view.sheet.holder, view.place).zh;
}

std::string cells_of(BagSheet const &sheet) {
    auto text = fmt::format("共 {}，剩 {}", sheet.cells.all, sheet.cells.left());
    for (auto const &[purpose, count] : sheet.cells.by_purpose) {
        text += fmt::format("，{} {}", purpose_words(purpose).zh, count);
    }
    return text;
}

std::string facts_of(BagPersonPage const &one) {
    auto const &who = one.person;
    std::string rows;
    auto const fact = [&](char const *name, std::string const &value) {
        if (!value.empty()) {
            rows += row({name, escaped(value)});
        }
    };
    fact("学号", who.student_no);
    fact("姓名", who.name);
    fact("性别", who.sex);
    fact("身份证件号", who.id_no);
    fact("出生日期", who.birth);
    fact("单位", who.unit);
    fact("班级", who.class_name);
    fact("专业", who.major);
    fact("层次", who.level);
    fact("采集任务", one.campaign);
    for (auto const &[purpose, number] : one.certificates) {
        rows += row({escaped(purpose), escaped(number)});
    }
    return "<table>\n" + rows + "</table>\n";
}

std::string photo_of(BagPersonPage const &one) {
    if (!one.photo) {
        return "<p>没有照片。</p>\n";
    }
    return fmt::format("<a href=\"../photos/{0}.jpg\"><img src=\"../photos/{0}.jpg\" alt=\"照片\"></a>\n",
                       one.photo->master);
}

std::string sheet_part(BagSheet const &sheet) {
    auto const &view = sheet.view;
    auto html = fmt::format("<h2>相片纸 {}</h2>\n<table>\n", escaped(view.sheet.serial));
    html += row({"状态", escaped(state_words(view.sheet.state).zh)});
    html += row({"现在何处", escaped(place_of(sheet))});
    html += row({"自", escaped(view.sheet.moved_at.local_text())});
    html += row({"经手", escaped(view.sheet.signed_by)});
    html += row({"档号", escaped(view.reference)});
    html += row({"小照片", escaped(cells_of(sheet))});
    if (sheet.drawn) {
        html += row(
            {"版面", link(fmt::format("../sheets/{}.pdf", view.sheet.serial), view.sheet.serial + ".pdf")});
    }
    html += "</table>\n<table>\n" + row({"时间", "经手人", "经过"}, "th");
    for (auto const &moment : view.history) {
        auto const note = moment.kind == "gap" ? "（记录空缺）" + moment.note.zh : moment.note.zh;
        html += row({escaped(moment.at.local_text()), escaped(moment.actor), escaped(note)});
    }
    return html + "</table>\n";
}

std::string class_file(BagClass const &one) {
    return fmt::format("c{}", one.id);
}

render::TableDocument paper(std::string title, BagFacts const &facts) {
    render::TableDocument document;
    document.title = std::move(title);
    document.facts = {fmt::format("包号 {}    {}", facts.id, facts.what),
                      fmt::format("站号 {}    制作 {}    {}", facts.station, facts.by, facts.made_on)};
    document.signatures = {"制作人（签字）", "接收人（签字）", "日期"};
    document.footer = facts.id;
    return document;
}

base::Result<base::Bytes> drawn(render::TableDocument const &document) {
    auto const pages = render::compose_table(document);
    return pages ? render::PdfWriter{}.write(*pages, {document.title})
                 : base::Result<base::Bytes>{base::Fault{pages.fault()}};
}

} // namespace

std::string person_page(BagPersonPage const &one) {
    auto body = photo_of(one) + facts_of(one);
    for (auto const &sheet : one.sheets) {
        body += sheet_part(sheet);
    }
    if (one.sheets.empty()) {
        body += "<p>没有相片纸。</p>\n";
    }
    return page(one.person.student_no + " " + one.person.name,
                body + "<p>" + link("../index.html", "回到目录") + "</p>\n");
}

std::string class_page(BagClass const &one) {
    auto body = "<p>" + link("../index.html", "回到目录") + "　" +
                link(fmt::format("../lists/{}.pdf", class_file(one)), "打印用的清单") + "</p>\n<table>\n" +
                row({"学号", "姓名", "序列号", "档号", "现在何处"}, "th");
    for (auto const &line : one.lines) {
        body += row({link(fmt::format("../people/p{}.html", line.person), line.student_no),
                     escaped(line.name), escaped(line.serial), escaped(line.reference), escaped(line.where)});
    }
    return page(one.unit + " " + one.name, body + "</table>\n");
}

std::string index_page(BagFacts const &facts, std::vector<BagClass> const &classes) {
    auto body = fmt::format(
        "<p>包号 {}　{}　站号 {}　{} 制作于 {}</p>\n<p>表格：{}　{}　打印用的清单：{}</p>\n<table>\n",
        escaped(facts.id), escaped(facts.what), escaped(facts.station), escaped(facts.by), facts.made_on,
        link("people.csv", "people.csv"), link("sheets.csv", "sheets.csv"), link("list.pdf", "list.pdf"));
    body += row({"采集任务", "单位", "班级", "人数", "照片", "相片纸"}, "th");
    for (auto const &one : classes) {
        body += row({escaped(one.campaign), escaped(one.unit),
                     link(fmt::format("classes/{}.html", class_file(one)), one.name),
                     std::to_string(one.people), std::to_string(one.photos), std::to_string(one.sheets)});
    }
    return page("毕业生证件相片档案",
                body + "</table>\n"
                       "<p>每个文件的 SHA-512 写在上一级文件夹的 manifest-sha512.txt 里，"
                       "在那里运行 sha512sum -c manifest-sha512.txt 就能核对。"
                       "events.jsonl 每行是一条台账，摘要的算法：依次写出 platen-event-1、station、seq、"
                       "at、actor、kind、subject、body、prev，各占一行（换行符隔开，末尾没有换行），"
                       "取 SHA-256。</p>\n");
}

base::Result<base::Bytes> class_list(BagFacts const &facts, BagClass const &one) {
    auto document = paper("毕业生证件相片清单", facts);
    document.facts.push_back(
        fmt::format("{}    {} {}    {} 人，{} 张", one.campaign, one.unit, one.name, one.people, one.sheets));
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(28), render::Align::left, false},
                        {"姓名", Length::mm(24), render::Align::left, false},
                        {"序列号", Length::mm(36), render::Align::left, false},
                        {"档号", Length::mm(44), render::Align::left, false},
                        {"现在何处", Length::mm(40), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &line : one.lines) {
        document.rows.push_back(
            {std::to_string(++number), line.student_no, line.name, line.serial, line.reference, line.where});
    }
    return drawn(document);
}

base::Result<base::Bytes> bag_list(BagFacts const &facts, std::vector<BagClass> const &classes) {
    auto document = paper("毕业生证件相片电子档案包清单", facts);
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"采集任务", Length::mm(52), render::Align::left, false},
                        {"单位", Length::mm(40), render::Align::left, false},
                        {"班级", Length::mm(34), render::Align::left, false},
                        {"人数", Length::mm(15), render::Align::right, false},
                        {"照片", Length::mm(15), render::Align::right, false},
                        {"相片纸", Length::mm(16), render::Align::right, false}};
    std::size_t number = 0;
    std::int64_t people = 0, photos = 0, sheets = 0;
    for (auto const &one : classes) {
        document.rows.push_back({std::to_string(++number), one.campaign, one.unit, one.name,
                                 std::to_string(one.people), std::to_string(one.photos),
                                 std::to_string(one.sheets)});
        people += one.people;
        photos += one.photos;
        sheets += one.sheets;
    }
    document.summary = {fmt::format("共 {} 人，照片 {} 张，相片纸 {} 张。各班清单在 lists 文件夹里。", people,
                                    photos, sheets)};
    return drawn(document);
}

std::vector<std::string> people_heading() {
    return {"学号", "姓名", "性别", "证件类型", "身份证件号", "出生日期", "采集任务", "单位",
            "班级", "专业", "层次", "考生号",   "照片",       "毕业证号", "学位证号", "序列号"};
}

std::vector<std::string> people_row(BagPersonPage const &one) {
    auto const &who = one.person;
    auto const number = [&](std::string_view purpose) {
        for (auto const &[what, written] : one.certificates) {
            if (what == purpose) {
                return written;
            }
        }
        return std::string{};
    };
    std::string serials;
    for (auto const &sheet : one.sheets) {
        serials += (serials.empty() ? "" : " ") + sheet.view.sheet.serial;
    }
    return {who.student_no,
            who.name,
            who.sex,
            who.id_type,
            who.id_no,
            who.birth,
            one.campaign,
            who.unit,
            who.class_name,
            who.major,
            who.level,
            who.exam_no,
            one.photo ? "photos/" + one.photo->master + ".jpg" : "",
            number("毕业证"),
            number("学位证"),
            serials};
}

std::vector<std::string> sheets_heading() {
    return {"序列号", "学号", "姓名",   "状态",     "现在何处", "自",
            "经手",   "档号", "小照片", "印制时间", "版式",     "文件"};
}

std::vector<std::string> sheets_row(BagPersonPage const &one, BagSheet const &sheet) {
    auto const &view = sheet.view;
    return {view.sheet.serial,    one.person.student_no,
            one.person.name,      state_words(view.sheet.state).zh,
            place_of(sheet),      view.sheet.moved_at.local_text(),
            view.sheet.signed_by, view.reference,
            cells_of(sheet),      view.sheet.born_at.local_text(),
            view.layout,          sheet.drawn ? "sheets/" + view.sheet.serial + ".pdf" : ""};
}

} // namespace desk
