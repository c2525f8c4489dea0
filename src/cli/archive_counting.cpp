// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/archive.hpp"
#include "desk/archive_papers.hpp"
#include "desk/boxes.hpp"
#include "desk/stocktake.hpp"
#include "desk/whereabouts.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

int tell_view(Door &door, desk::StocktakeView const &view) {
    auto rows = Json::list();
    door.line(words("{}：在 {}，缺 {}，放错 {}，多出 {}，扫两次 {}，不认识 {}（借出 {} 不算）",
                    "{}: {} present, {} missing, {} misplaced, {} extra, {} twice, {} unknown ({} lent)",
                    view.stocktake.id, view.present, view.count("missing"), view.count("misplaced"),
                    view.count("extra") + view.count("not-valid"), view.count("repeated"),
                    view.count("unknown"), view.lent));
    for (auto const &line : view.differences) {
        auto one = Json::object();
        one.set("serial", line.serial).set("kind", line.kind).set("person", line.student_no);
        rows.add(one.set("reference", line.reference).set("said", line.said.in(door.language())));
        door.line({fmt::format("  {} {} {} {}  {}", line.kind, line.serial, line.student_no, line.name,
                               line.said.zh),
                   fmt::format("  {} {} {} {}  {}", line.kind, line.serial, line.student_no, line.name,
                               line.said.en)});
    }
    auto object = Json::object();
    object.set("stocktake", view.stocktake.id)
        .set("place", view.stocktake.place)
        .set("state", view.stocktake.state);
    object.set("expected", view.expected).set("present", view.present).set("lent", view.lent);
    door.answer(object.set("differences", rows));
    auto const whole = view.stocktake.state == "open" || view.differences.empty();
    return whole ? 0 : static_cast<int>(base::Trouble::bad_input);
}

/// Each serial, or where a file is named each of its lines.
base::Result<std::vector<std::string>> scanned(ArchiveAsked const &asked) {
    auto serials = asked.serials;
    if (!asked.to.empty()) {
        constexpr std::uintmax_t most = 16U << 20U;
        auto const bytes = base::read_file(asked.to, most);
        if (!bytes) {
            return base::Fault{bytes.fault()};
        }
        for (auto const line : base::split(base::as_text(*bytes), '\n')) {
            if (auto const typed = base::trimmed(line); !typed.empty()) {
                serials.emplace_back(typed);
            }
        }
    }
    return serials;
}

int scan(Door &door, desk::Station &station, ArchiveAsked const &asked) {
    auto const serials = scanned(asked);
    if (!serials) {
        return door.fail(serials.fault());
    }
    auto rows = Json::list();
    for (auto const &typed : *serials) {
        auto const seen = desk::scan_stocktake(station, asked.stocktake, typed);
        if (!seen) {
            return door.fail(seen.fault());
        }
        auto one = Json::object();
        one.set("serial", seen->serial).set("outcome", seen->outcome);
        rows.add(one.set("said", seen->said.in(door.language())));
        door.line({typed + "  " + seen->said.zh, typed + "  " + seen->said.en});
    }
    auto object = Json::object();
    door.answer(object.set("scans", rows));
    return 0;
}

int stocktake(Door &door, ArchiveAsked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        if (asked.what == "begin") {
            auto const shelf = asked.box.empty();
            auto const begun =
                desk::begin_stocktake(station, shelf ? asked.shelf : asked.box, shelf, asked.by);
            if (!begun) {
                return door.fail(begun.fault());
            }
            auto object = Json::object();
            door.answer(object.set("stocktake", begun->id).set("place", begun->place));
            door.line(words("清点 {0} 开始：platen archive stocktake scan {0} 序列号…",
                            "the stocktake {0} is begun: platen archive stocktake scan {0} SERIAL…",
                            begun->id));
            return 0;
        }
        if (asked.what == "scan") {
            return scan(door, station, asked);
        }
        if (asked.what != "end" && asked.what != "show") {
            return door.fail(base::fault(base::Trouble::usage, "清点可以 begin scan show end，不能 {}",
                                         "a stocktake is to begin scan show end, not {}", asked.what));
        }
        auto const view = asked.what == "end" ? desk::end_stocktake(station, asked.stocktake, asked.by)
                                              : desk::view_stocktake(station, asked.stocktake);
        return view ? tell_view(door, *view) : door.fail(view.fault());
    });
}

int papers(Door &door, ArchiveAsked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        auto const named = asked.box.empty() ? base::Result{std::string{}} : desk::box_named(asked.box);
        auto const all =
            named ? desk::archive_papers(station, *named, asked.volume) : base::Fault{named.fault()};
        if (!all) {
            return door.fail(all.fault());
        }
        if (auto made = base::make_folders(asked.to); !made) {
            return door.fail(made.fault());
        }
        auto files = Json::list();
        for (auto const &paper : *all) {
            auto const path = std::filesystem::path{asked.to} / paper.name;
            if (auto written = base::write_file(path, paper.bytes); !written) {
                return door.fail(written.fault());
            }
            files.add(path.string());
            door.line({path.string(), path.string()});
        }
        auto object = Json::object();
        door.answer(object.set("files", files));
        return 0;
    });
}

int fate(Door &door, ArchiveAsked const &asked, bool lost) {
    return with_station(door, [&](desk::Station &station) {
        auto const sheet =
            lost ? desk::declare_lost(station, asked.what, asked.reason, asked.by, asked.stocktake)
                 : desk::declare_found(station, asked.what, asked.by);
        if (!sheet) {
            return door.fail(sheet.fault());
        }
        auto object = Json::object();
        door.answer(
            object.set("serial", sheet->serial).set("holder", sheet->holder).set("place", sheet->place));
        auto const where = desk::whereabouts(sheet->state, sheet->holder, sheet->place);
        door.line({sheet->serial + "  " + where.zh, sheet->serial + "  " + where.en});
        return 0;
    });
}

} // namespace

void add_counting(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<ArchiveAsked>();
    line.verb("archive", "stocktake",
              {"清点：begin --box 或 --shelf，scan 清点号 序列号…，show 清点号，end 清点号",
               "stocktake: begin --box or --shelf, scan ID SERIAL…, show ID, end ID"})
        .required_text("what", asked->what, {"begin scan show end", "begin scan show end"})
        .text("stocktake", asked->stocktake, {"清点号（S-…）", "stocktake (S-…)"})
        .texts("serials", asked->serials, serials_help)
        .text("--box", asked->box, {"盒号", "box"})
        .text("--shelf", asked->shelf, {"架位", "shelf"})
        .text("--scanned", asked->to, {"扫码文件，一行一个", "file of scanned serials, one a line"})
        .text("--by", asked->by, by_help)
        .does([&door, asked] { return stocktake(door, *asked); });
    for (auto const lost : {true, false}) {
        auto const one = std::make_shared<ArchiveAsked>();
        auto verb =
            line.verb("archive", lost ? "lost" : "found",
                      lost ? base::Words{"登记丢失", "declare a sheet lost"}
                           : base::Words{"登记找到，放回原盒", "a missing sheet is here; back to its box"});
        verb.required_text("serial", one->what, {"序列号", "serial"}).text("--by", one->by, by_help);
        if (lost) {
            verb.text("--reason", one->reason, {"原因", "why"})
                .text("--stocktake", one->stocktake, {"哪次清点发现的", "the stocktake that brought it out"});
        }
        verb.does([&door, one, lost] { return fate(door, *one, lost); });
    }
    auto const paper = std::make_shared<ArchiveAsked>();
    line.verb("archive", "papers",
              {"出卷内目录、备考表、移交清单、盒脊盒面、归档章",
               "contents, notes, transfer list, box labels, stamps"})
        .text("--box", paper->box, {"盒号", "box"})
        .text("--volume", paper->volume, {"只要这一卷（V-…）", "only this volume (V-…)"})
        .required_text("--to", paper->to, {"放到哪个文件夹", "folder"})
        .does([&door, paper] { return papers(door, *paper); });
}

} // namespace cli
