// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/csv_text.hpp"
#include "desk/proof.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include <algorithm>

namespace desk {

namespace {

std::string category_of(policy::Profile const &profile, std::string const &code) {
    auto const all = proof_categories(profile);
    auto const found = std::ranges::find(all, code, &ReasonCode::code);
    return found == all.end() ? code : found->text.zh;
}

std::string remark_of(store::ProofCase const &found) {
    return found.close_note.empty() ? found.note : found.note + "；" + found.close_note;
}

/// Lists that are signed and filed are Chinese whatever the operator's language.
render::TableDocument document_of(Station const &station, std::string const &unit,
                                  std::vector<ProofLine> const &lines) {
    using base::Length;
    auto const &campaign = station.campaign();
    render::TableDocument document;
    document.title = "毕业生图像校对问题汇总表";
    document.facts = {
        fmt::format("{} {}届    单位：{}", campaign.school_name, campaign.year, unit.empty() ? "全部" : unit),
        fmt::format("制表日期：{}    共 {} 条", station.setting().clock.now().local_date(), lines.size())};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(28), render::Align::left, false},
                        {"姓名", Length::mm(24), render::Align::left, false},
                        {"班级", Length::mm(32), render::Align::left, false},
                        {"问题", Length::mm(26), render::Align::left, false},
                        {"说明", Length::mm(44), render::Align::left, false},
                        {"处理", Length::mm(18), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &[found, person] : lines) {
        document.rows.push_back({std::to_string(++number), person.student_no, person.name, person.class_name,
                                 category_of(station.profile(), found.category), remark_of(found),
                                 words_of_outcome(found.outcome).zh});
    }
    auto const &by = station.profile().proof.report_by;
    document.summary = {by.empty() ? std::string{"以上由单位汇总，报送学籍管理部门核对纠正。"}
                                   : fmt::format("以上由单位汇总，{} 前报送学籍管理部门核对纠正。", by)};
    document.signatures = {"汇总人（签字）", "单位（盖章）", "接收人（签字）", "日期"};
    document.footer = campaign_key(campaign);
    return document;
}

} // namespace

base::Result<std::string> proof_csv(Station &station, std::string const &unit) {
    auto const lines = proof_lines(station, unit);
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    CsvText csv{{"学号", "姓名", "单位", "班级", "问题", "说明", "处理", "登记日期", "处理日期"}};
    for (auto const &[found, person] : *lines) {
        csv.row({person.student_no, person.name, person.unit, person.class_name,
                 category_of(station.profile(), found.category), remark_of(found),
                 words_of_outcome(found.outcome).zh, found.opened_at.local_date(),
                 found.closed_at ? found.closed_at->local_date() : std::string{}});
    }
    return csv.text();
}

base::Result<base::Bytes> proof_pdf(Station &station, std::string const &unit) {
    auto const lines = proof_lines(station, unit);
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    auto const document = document_of(station, unit, *lines);
    auto const pages = render::compose_table(document);
    return pages ? render::PdfWriter{}.write(*pages, {document.title})
                 : base::Result<base::Bytes>{base::Fault{pages.fault()}};
}

} // namespace desk
