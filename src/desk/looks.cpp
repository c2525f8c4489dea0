// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/looks.hpp"
#include "base/text.hpp"
#include "desk/artwork.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "render/pdf.hpp"
#include "store/filing.hpp"
#include "store/remarks.hpp"
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Length;
using base::Trouble;

namespace {

constexpr auto mark = "档案馆复制件";

/// The sheet's picture, moved by so much.
void place(render::Scene const &sheet, render::Point by, render::Scene &page) {
    auto const moved = [&](render::Point at) { return render::Point{at.x + by.x, at.y + by.y}; };
    for (auto one : sheet.pictures) {
        one.box.x += by.x;
        one.box.y += by.y;
        page.pictures.push_back(std::move(one));
    }
    for (auto one : sheet.codes) {
        one.box.x += by.x;
        one.box.y += by.y;
        page.codes.push_back(std::move(one));
    }
    for (auto one : sheet.texts) {
        one.at = moved(one.at);
        page.texts.push_back(std::move(one));
    }
    for (auto const &one : sheet.lines) {
        page.lines.push_back({moved(one.from), moved(one.to), one.width});
    }
}

void frame(render::Scene &page, render::Box const &box, Length width) {
    for (auto const &[from, to] :
         {std::pair{render::Point{box.x, box.y}, render::Point{box.right(), box.y}},
          std::pair{render::Point{box.x, box.bottom()}, render::Point{box.right(), box.bottom()}},
          std::pair{render::Point{box.x, box.y}, render::Point{box.x, box.bottom()}},
          std::pair{render::Point{box.right(), box.y}, render::Point{box.right(), box.bottom()}}}) {
        page.lines.push_back({from, to, width});
    }
}

/// A4 with the sheet in true size, the mark on every print, and what the copy is below.
render::Scene marked(render::Scene const &sheet, std::vector<std::string> const &facts) {
    render::Scene page;
    page.paper = {Length::mm(210), Length::mm(297)};
    auto const left = (page.paper.width - sheet.paper.width) / 2;
    auto const top = Length::mm(45);
    place(sheet, {left, top}, page);
    frame(page, {left, top, sheet.paper.width, sheet.paper.height}, Length::mm(0.2));
    for (auto const &picture : sheet.pictures) {
        auto const &box = picture.box;
        page.texts.push_back({mark,
                              // On the backdrop above the hair: clothes are dark.
                              {left + box.x + box.width / 2, top + box.y + Length::mm(3.6)},
                              Length::mm(3.6),
                              box.width - Length::mm(2),
                              render::Align::centre});
    }
    auto const middle = page.paper.width / 2;
    page.texts.push_back({mark, {middle, Length::mm(28)}, Length::mm(9), {}, render::Align::centre});
    frame(page, {middle - Length::mm(36), Length::mm(16), Length::mm(72), Length::mm(17)}, Length::mm(0.6));
    auto y = top + sheet.paper.height + Length::mm(14);
    for (auto const &fact : facts) {
        page.texts.push_back({fact, {Length::mm(30), y}, Length::mm(4.2), Length::mm(150)});
        y += Length::mm(8);
    }
    return page;
}

base::Result<base::Bytes> draw(Station &station, store::Sheet const &sheet, store::Copy const &copy) {
    SheetArtist artist{station.store()};
    auto const scene = artist.scene(sheet);
    auto const item = scene ? store::item(station.store(), sheet.serial) : base::Fault{scene.fault()};
    auto const campaign =
        item ? store::campaign_of_person(station.store(), sheet.person) : base::Fault{item.fault()};
    if (!campaign) {
        return base::Fault{campaign.fault()};
    }
    std::vector<std::string> const facts{
        fmt::format("{} {}届毕业生证件相片", campaign->school_name, campaign->year),
        fmt::format("档号：{}", *item ? (*item)->reference : "（还没有归档）"),
        fmt::format("序列号：{}    复制件第 {} 号", sheet.serial, copy.number),
        fmt::format("提供给：{}", copy.purpose),
        fmt::format("经办：{}    日期：{}    档案馆（盖章）：", copy.made_by, copy.made_at.local_date()),
        "本件按台账里的记录重新绘制，不能代替原件。"};
    std::vector<render::Scene> const pages{marked(*scene, facts)};
    return render::PdfWriter{}.write(pages, {fmt::format("{} {} 第 {} 号", mark, sheet.serial, copy.number)});
}

} // namespace

std::string person_subject(std::int64_t person) {
    return fmt::format("person {}", person);
}

void note_look(Station &station, std::string const &subject, std::string const &actor) {
    auto const now = station.setting().clock.now();
    auto const since = base::Instant{now.ms - std::chrono::milliseconds{one_look}.count()};
    // Asked before the change, too: most looks are repeated ones, and those need not wait for other writers.
    auto const before = store::looked_since(station.store(), subject, actor, since);
    if (!before || *before) {
        return;
    }
    auto change = station.store().change(now, actor);
    if (!change) {
        return;
    }
    auto const known = store::looked_since(station.store(), subject, actor, since);
    if (known && !*known) {
        static_cast<void>(
            in_order([&] { return change->record("record.viewed", subject, base::Json::object()); },
                     [&] { return change->commit(); }));
    }
}

base::Result<CopyMade> make_copy(Station &station, std::string const &serial, std::string const &for_whom,
                                 std::string const &by) {
    if (base::trimmed(for_whom).empty()) {
        return fault(Trouble::usage, "要写明复制件给谁、作什么用（--for）",
                     "say for whom the copy is (--for)");
    }
    auto change = station.change();
    auto const sheet = change ? find_sheet(station, serial) : base::Fault{change.fault()};
    auto const before = sheet ? store::copies_of(station.store(), sheet->serial) : base::Fault{sheet.fault()};
    if (!before) {
        return base::Fault{before.fault()};
    }
    if (sheet->state != "printed") {
        auto const state = state_words(sheet->state);
        return fault(Trouble::not_allowed, "相片纸 {0} 不能出复制件：{1}",
                     "there is no copy of the sheet {0}: it is {2}", sheet->serial, state.zh, state.en);
    }
    store::Copy const copy{sheet->serial, before->empty() ? 1 : before->back().number + 1, change->at(),
                           by.empty() ? station.setting().actor : by, std::string{base::trimmed(for_whom)}};
    auto pdf = draw(station, *sheet, copy);
    auto const remark = pdf ? store::put_remark(*change, copy.purpose) : base::Fault{pdf.fault()};
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = base::Json::object();
    body.set("number", copy.number).set("by", copy.made_by).set("remark", *remark);
    auto const done = in_order([&] { return change->record("copy.made", sheet->serial, body); },
                               [&] { return change->commit(); });
    return done ? base::Result{CopyMade{copy, std::move(*pdf)}} : base::Fault{done.fault()};
}

} // namespace desk
