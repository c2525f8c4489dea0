// SPDX-License-Identifier: GPL-3.0-or-later
// The papers of lending: where each goes back, and that it should.
#include "desk/filing.hpp"
#include "desk/paper_tables.hpp"
#include "render/pdf.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::Length;
using render::Align;
using render::TableDocument;

base::Result<ArchivePaper> drawn_paper(std::string name, std::vector<TableDocument> const &documents) {
    std::vector<render::Scene> pages;
    for (auto const &document : documents) {
        auto scenes = render::compose_table(document);
        if (!scenes) {
            return std::move(scenes).fault();
        }
        std::ranges::move(*scenes, std::back_inserter(pages));
    }
    auto pdf = render::PdfWriter{}.write(pages, {documents.front().title});
    return pdf ? base::Result{ArchivePaper{std::move(name), std::move(*pdf)}} : std::move(pdf).fault();
}

base::Result<ArchivePaper> put_back_slip(Station &station, std::vector<std::string> const &serials) {
    TableDocument document;
    document.title = "归位单";
    document.facts = {
        fmt::format("按下面的位置放回，放好一件勾一件。{}", station.setting().clock.now().local_date())};
    document.columns = {{"盒", Length::mm(14)},
                        {"架位", Length::mm(18)},
                        {"卷", Length::mm(8), Align::centre},
                        {"第几件", Length::mm(14), Align::centre},
                        {"档号", Length::mm(40)},
                        {"学号", Length::mm(20)},
                        {"姓名", Length::mm(14)},
                        {"放在谁后面", Length::mm(32)},
                        {"码", Length::mm(14), Align::centre, true}};
    std::vector<Position> all;
    for (auto const &serial : serials) {
        auto one = position_of(station, serial);
        if (!one) {
            return std::move(one).fault();
        }
        all.push_back(std::move(*one));
    }
    std::ranges::stable_sort(all, {}, [](Position const &one) {
        return std::tuple{one.box.shelf, one.box.name, one.volume_number, one.at};
    });
    for (auto const &one : all) {
        document.rows.push_back({one.box.name, one.box.shelf, std::to_string(one.volume_number),
                                 fmt::format("{}/{}", one.at, one.of), one.item.reference, one.student_no,
                                 one.name, one.before.empty() ? "（卷首）" : one.before, one.item.serial});
    }
    document.signatures = {"归位人（签字）", "日期"};
    return drawn_paper("归位单.pdf", {document});
}

base::Result<ArchivePaper> loan_reminder(Station &station, std::string const &loan) {
    auto const view = view_loan(station, loan);
    if (!view) {
        return base::Fault{view.fault()};
    }
    auto const &one = view->loan;
    TableDocument document;
    document.title = "档案催还单";
    document.facts = {
        fmt::format("{}（{}）：", one.borrower, one.office),
        fmt::format("您于 {} 借阅的下列档案应于 {} 归还{}，请尽快送还档案馆。",
                    one.out_at ? one.out_at->local_date() : "", one.due,
                    view->overdue ? fmt::format("，现已逾期 {} 天", view->days_late) : std::string{}),
        fmt::format("借阅单 {}    用途：{}    第 {} 次催还", one.id, one.purpose,
                    std::max<std::int64_t>(one.reminders, 1))};
    document.columns = {{"序号", Length::mm(12), Align::centre},
                        {"档号", Length::mm(60)},
                        {"学号", Length::mm(30)},
                        {"姓名", Length::mm(30)},
                        {"序列号", Length::mm(41)}};
    for (auto const &sheet : view->sheets) {
        if (sheet.state == "out") {
            document.rows.push_back({std::to_string(document.rows.size() + 1), sheet.reference,
                                     sheet.student_no, sheet.name, sheet.serial});
        }
    }
    document.summary = {"确需继续使用的，请来档案馆办理续借；遗失或损坏的，请书面说明。"};
    document.signatures = {"档案馆（盖章）", "日期"};
    document.footer = fmt::format("借阅单 {}", one.id);
    return drawn_paper(fmt::format("催还单 {}.pdf", one.id), {document});
}

} // namespace desk
