// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_list.hpp"
#include "base/files.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include "store/handovers.hpp"
#include "store/sheets.hpp"
#include <algorithm>

namespace desk {

namespace {

struct Line {
    store::Sheet sheet;
    store::Person person;
};

base::Result<std::vector<Line>> lines_of(store::Store const &store, store::Handover const &handover) {
    std::vector<Line> lines;
    for (auto const &serial : handover.listed) {
        auto sheet = store::sheet(store, serial);
        if (!sheet) {
            return std::move(sheet).fault();
        }
        if (!*sheet) {
            continue;
        }
        auto person = store::person(store, (*sheet)->person);
        if (!person) {
            return std::move(person).fault();
        }
        lines.push_back({std::move(**sheet), person->value_or(store::Person{})});
    }
    std::sort(lines.begin(), lines.end(),
              [](Line const &a, Line const &b) { return a.person.student_no < b.person.student_no; });
    return lines;
}

std::string classes_in(std::vector<Line> const &lines) {
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (auto const &line : lines) {
        auto const found = std::find_if(counts.begin(), counts.end(),
                                        [&](auto const &one) { return one.first == line.person.class_name; });
        if (found == counts.end()) {
            counts.emplace_back(line.person.class_name, 1);
        } else {
            found->second += 1;
        }
    }
    std::string text;
    for (auto const &[name, count] : counts) {
        text += fmt::format("{}{} {} 张", text.empty() ? "" : "，", name, count);
    }
    return text;
}

/// Hand-over lists are Chinese whatever the operator's language: they are signed and filed.
render::TableDocument document_of(store::Campaign const &campaign, store::Handover const &handover,
                                  std::vector<Line> const &lines) {
    using base::Length;
    render::TableDocument document;
    document.title = "毕业生相片移交清单";
    document.facts = {fmt::format("{} {}届    移交单号 {}", campaign.school_name, campaign.year, handover.id),
                      fmt::format("移交方：打印室    接收方：{}    移交日期：{}", handover.unit_name,
                                  handover.given_at.local_date()),
                      fmt::format("共 {} 张（整版，未裁切）。{}", lines.size(), classes_in(lines))};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(28), render::Align::left, false},
                        {"姓名", Length::mm(26), render::Align::left, false},
                        {"班级", Length::mm(36), render::Align::left, false},
                        {"序列号", Length::mm(35), render::Align::left, false},
                        {"码", Length::mm(14), render::Align::centre, true},
                        {"备注", Length::mm(30), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &line : lines) {
        document.rows.push_back({std::to_string(++number), line.person.student_no, line.person.name,
                                 line.person.class_name, line.sheet.serial, line.sheet.serial, ""});
    }
    document.summary = {fmt::format(
        "以上共 {} 张。接收时请逐张扫码或清点；缺少、多出、破损的请在备注栏写明。", lines.size())};
    document.signatures = {"移交人（签字）", "接收人（签字）", "移交方（盖章）",
                           "接收方（盖章）", "实收张数",       "日期"};
    document.footer = fmt::format("移交单 {}", handover.id);
    return document;
}

} // namespace

base::Result<base::Bytes> draw_handover_list(Station &station, store::Handover const &handover) {
    auto const campaign = store::campaign_of_unit(station.store(), handover.unit);
    if (!campaign) {
        return base::Fault{campaign.fault()};
    }
    auto const lines = lines_of(station.store(), handover);
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    auto document = document_of(*campaign, handover, *lines);
    std::vector<render::Scene> pages;
    for (auto const *copy : {"第一联  移交方留存", "第二联  接收方留存"}) {
        document.copy = copy;
        auto scenes = render::compose_table(document);
        if (!scenes) {
            return std::move(scenes).fault();
        }
        pages.insert(pages.end(), scenes->begin(), scenes->end());
    }
    return render::PdfWriter{}.write(pages, {document.title});
}

base::Result<std::filesystem::path> keep_handover_list(Station &station, std::string const &id,
                                                       base::ByteView pdf) {
    auto path = station.store().folder() / "documents" / (id + ".pdf");
    if (auto written = base::write_file(path, pdf); !written) {
        return std::move(written).fault();
    }
    return path;
}

base::Result<std::filesystem::path> write_handover_list(Station &station, std::string const &id) {
    auto const handover = store::handover(station.store(), id);
    if (!handover) {
        return base::Fault{handover.fault()};
    }
    if (!*handover) {
        return base::fault(base::Trouble::not_found, "没有移交单 {}", "there is no hand-over {}", id);
    }
    auto pdf = draw_handover_list(station, **handover);
    if (!pdf) {
        return std::move(pdf).fault();
    }
    return keep_handover_list(station, id, *pdf);
}

} // namespace desk
