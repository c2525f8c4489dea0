// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/archive_papers.hpp"
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/moves.hpp"
#include "desk/search.hpp"
#include "desk/stocktake.hpp"
#include "desk/whereabouts.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

/// What the verbs of the archive are given.
struct Asked {
    std::string what, box, shelf, unit, handover, class_name, volume, by, to, reason, stocktake;
    std::vector<std::string> serials, boxes, volumes;
    bool mixed = false;
};

/// Opens the station and runs \p action on it.
template <typename Action>
int with_station(Door &door, Action const &action) {
    auto station = door.open();
    return station ? action(*station) : door.fail(station.fault());
}

int file(Door &door, Asked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        if (asked.serials.empty() && asked.handover.empty() && asked.class_name.empty()) {
            return door.fail(base::fault(base::Trouble::usage,
                                         "要归档哪些？给出序列号，或者 --handover、--class",
                                         "file which sheets? Give serials, --handover or --class"));
        }
        auto const items = desk::file_sheets(
            station, {asked.box, asked.serials, asked.handover, asked.class_name, asked.by});
        if (!items) {
            return door.fail(items.fault());
        }
        auto rows = Json::list();
        for (auto const &item : *items) {
            auto one = Json::object();
            rows.add(
                one.set("serial", item.serial).set("reference", item.reference).set("volume", item.volume));
            door.line({item.serial + "  " + item.reference, item.serial + "  " + item.reference});
        }
        auto object = Json::object();
        door.answer(object.set("items", rows));
        return 0;
    });
}

Json box_json(store::Box const &box) {
    auto one = Json::object();
    one.set("box", box.name).set("shelf", box.shelf).set("state", box.state).set("items", box.items);
    return one.set("unit", box.unit_name).set("year", box.year);
}

void tell_box(Door &door, store::Box const &box) {
    auto const state = desk::box_state_words(box.state);
    door.line(words("{}  {} 件  架位 {}  {}{}", "{}  {} items  shelf {}  {}{}", box.name, box.items,
                    box.shelf.empty() ? "-" : box.shelf,
                    door.language() == base::Language::zh ? state.zh : state.en,
                    box.unit_name.empty() ? "" : "  " + box.unit_name));
}

int show_box(Door &door, desk::Station &station, std::string const &name) {
    auto const box = desk::find_box(station, name);
    auto const filed = box ? store::filed_in(station.store(), box->name) : base::Fault{box.fault()};
    auto const volumes = filed ? store::volumes(station.store(), box->name) : base::Fault{filed.fault()};
    if (!volumes) {
        return door.fail(volumes.fault());
    }
    tell_box(door, *box);
    auto kept = Json::list(), rows = Json::list();
    for (auto const &volume : *volumes) {
        auto one = Json::object();
        one.set("volume", volume.id).set("number", volume.number).set("title", volume.title);
        kept.add(one.set("items", volume.items));
        door.line(words("第 {} 卷 {}  {}  {} 件", "volume {} {}  {}  {} items", volume.number, volume.id,
                        volume.title, volume.items));
    }
    for (auto const &line : *filed) {
        auto one = Json::object();
        auto const where = desk::whereabouts(line.state, line.holder, line.place);
        one.set("serial", line.item.serial)
            .set("reference", line.item.reference)
            .set("volume", line.item.volume);
        rows.add(one.set("person", line.student_no).set("name", line.name).set("holder", line.holder));
        door.line(
            {fmt::format("  {}  {} {}  {}", line.item.reference, line.student_no, line.name, where.zh),
             fmt::format("  {}  {} {}  {}", line.item.reference, line.student_no, line.name, where.en)});
    }
    auto object = box_json(*box);
    door.answer(object.set("volumes", kept).set("contents", rows));
    return 0;
}

int list_boxes(Door &door, desk::Station &station, std::string const &shelf) {
    auto const boxes = store::boxes(station.store(), {}, 1'000'000, shelf);
    if (!boxes) {
        return door.fail(boxes.fault());
    }
    auto rows = Json::list();
    for (auto const &box : *boxes) {
        rows.add(box_json(box));
        tell_box(door, box);
    }
    auto object = Json::object();
    door.answer(object.set("boxes", rows));
    return 0;
}

int tell_act(Door &door, base::Result<store::Act> const &act) {
    if (!act) {
        return door.fail(act.fault());
    }
    auto object = Json::object();
    object.set("act", act->id).set("boxes", act->boxes).set("volumes", act->volumes).set("items", act->items);
    door.answer(object.set("target", act->target).set("undoes", act->undoes));
    auto const said = desk::act_words(*act);
    door.line(words("{0}（移动号 {1}；撤销：platen archive undo {1}）",
                    "{2} (act {1}; to take it back: platen archive undo {1})", said.zh, act->id, said.en));
    return 0;
}

int box(Door &door, Asked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        if (asked.what == "list") {
            return list_boxes(door, station, asked.shelf);
        }
        if (asked.what == "show") {
            return show_box(door, station, asked.box);
        }
        if (asked.what == "move") {
            return tell_act(door, desk::move_filed(
                                      station, {.boxes = {asked.box}, .shelf = asked.shelf, .by = asked.by}));
        }
        auto const changed =
            asked.what == "make"
                ? desk::make_box(station, {asked.box, asked.shelf, asked.unit, asked.mixed, asked.by})
            : asked.what == "close" ? desk::close_box(station, asked.box)
            : asked.what == "open"  ? desk::reopen_box(station, asked.box)
            : asked.what == "retire"
                ? desk::retire_box(station, asked.box)
                : base::fault(base::Trouble::usage, "盒可以 make show list move close open retire，不能 {}",
                              "a box is to make show list move close open retire, not {}", asked.what);
        if (!changed) {
            return door.fail(changed.fault());
        }
        door.answer(box_json(*changed));
        tell_box(door, *changed);
        return 0;
    });
}

int move(Door &door, Asked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        return tell_act(door, desk::move_filed(station, {asked.boxes, asked.volumes, asked.serials,
                                                         asked.shelf, asked.box, asked.by}));
    });
}

int undo(Door &door, Asked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        return tell_act(door, desk::undo_act(station, asked.what, asked.by));
    });
}

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
base::Result<std::vector<std::string>> scanned(Asked const &asked) {
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

int scan(Door &door, desk::Station &station, Asked const &asked) {
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

int stocktake(Door &door, Asked const &asked) {
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

int papers(Door &door, Asked const &asked) {
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

int fate(Door &door, Asked const &asked, bool lost) {
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

Json hit_json(store::Hit const &hit) {
    auto one = Json::object();
    one.set("serial", hit.serial).set("name", hit.name).set("person", hit.student_no).set("unit", hit.unit);
    one.set("class", hit.class_name)
        .set("state", hit.state)
        .set("holder", hit.holder)
        .set("place", hit.place);
    return one.set("reference", hit.reference);
}

int find(Door &door, std::string const &query, int limit) {
    if (limit < 1) {
        return door.fail(base::fault(base::Trouble::usage, "--limit 至少是 1，不能是 {}",
                                     "--limit is at least 1, not {}", limit));
    }
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const hits = desk::find_sheets(*station, query, static_cast<std::size_t>(limit));
    if (!hits) {
        return door.fail(hits.fault());
    }
    auto rows = Json::list();
    for (auto const &hit : *hits) {
        rows.add(hit_json(hit));
        auto const where = desk::whereabouts(hit.state, hit.holder, hit.place);
        auto const who =
            fmt::format("{} {}  {} {}  {}", hit.student_no, hit.name, hit.unit, hit.class_name, hit.serial);
        door.line({who + "  " + where.zh + (hit.reference.empty() ? "" : "，档号 " + hit.reference),
                   who + "  " + where.en + (hit.reference.empty() ? "" : ", reference " + hit.reference)});
    }
    auto object = Json::object();
    door.answer(object.set("hits", rows));
    if (hits->empty()) {
        door.remark(words("没有找到“{}”", "nothing found for '{}'", query));
        return static_cast<int>(base::Trouble::not_found);
    }
    return 0;
}

base::Words const by_help{"经手人（默认是当前用户）", "who signs (else who is at the desk)"};
base::Words const serials_help{"序列号", "serials"};

void add_boxes(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<Asked>();
    line.verb("archive", "file",
              {"归档装盒：同一个班是一卷，按学号排"
               "\n例：platen archive file --box B01 7KQ2M9-00012-X",
               "file sheets in a box: a class is a volume, by student number"
               "\nexample: platen archive file --box B01 7KQ2M9-00012-X"})
        .required_text("--box", asked->box, {"盒号", "box"})
        .text("--handover", asked->handover,
              {"这张移交单收到的全部", "all that was received with this hand-over"})
        .text("--class", asked->class_name, {"这个班已收到的全部", "all that was received of this class"})
        .text("--by", asked->by, by_help)
        .texts("serials", asked->serials, serials_help)
        .does([&door, asked] { return file(door, *asked); });
    auto const one = std::make_shared<Asked>();
    line.verb("archive", "box",
              {"盒：make 建，show 看，list 列，move 换架位，close 封盒，open 启封，retire 注销空盒",
               "boxes: make, show, list, move (to a shelf), close, open, retire (an empty one)"})
        .required_text("what", one->what,
                       {"make show list move close open retire", "make show list move close open retire"})
        .text("name", one->box, {"盒号", "box"})
        .text("--shelf", one->shelf, {"架位", "shelf"})
        .text("--unit", one->unit, {"只放这个单位的", "for this unit only"})
        .flag("--mixed", one->mixed, {"几个单位合用", "for several units"})
        .text("--by", one->by, by_help)
        .does([&door, one] { return box(door, *one); });
}

void add_moves(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<Asked>();
    line.verb("archive", "move",
              {"移动：盒到架位（--shelf），盒里全部、卷、件到另一个盒（--box）；档号不变",
               "move boxes to a shelf (--shelf), or all of a box, volumes, items to another box (--box)"})
        .text("--shelf", asked->shelf, {"架位", "shelf"})
        .text("--box", asked->box, {"移到这个盒", "to this box"})
        .repeated("--from", asked->boxes, {"哪个盒，可写几次", "of which box; may be given several times"})
        .repeated("--volume", asked->volumes,
                  {"哪一卷（V-…），可写几次", "which volume (V-…); several times"})
        .text("--by", asked->by, by_help)
        .texts("serials", asked->serials, serials_help)
        .does([&door, asked] { return move(door, *asked); });
    auto const act = std::make_shared<Asked>();
    line.verb("archive", "undo", {"整个撤销一次移动", "take a whole move back"})
        .required_text("act", act->what, {"移动号（A-…）", "act (A-…)"})
        .text("--by", act->by, by_help)
        .does([&door, act] { return undo(door, *act); });
}

void add_counting(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<Asked>();
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
        auto const one = std::make_shared<Asked>();
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
}

} // namespace

void add_archive(CommandLine &line, Door &door) {
    line.noun("archive", {"档案", "the archive"});
    add_boxes(line, door);
    add_moves(line, door);
    add_counting(line, door);
    auto const paper = std::make_shared<Asked>();
    line.verb("archive", "papers",
              {"出卷内目录、备考表、移交清单、盒脊盒面、归档章",
               "contents, notes, transfer list, box labels, stamps"})
        .text("--box", paper->box, {"盒号", "box"})
        .text("--volume", paper->volume, {"只要这一卷（V-…）", "only this volume (V-…)"})
        .required_text("--to", paper->to, {"放到哪个文件夹", "folder"})
        .does([&door, paper] { return papers(door, *paper); });
    auto const query = std::make_shared<std::string>();
    auto const limit = std::make_shared<int>(20);
    line.verb("archive", "find",
              {"找：学号、姓名（一部分也行）、序列号、档号、盒号",
               "find by student number, any part of a name, serial, reference, box"})
        .required_text("query", *query, {"要找什么", "what to find"})
        .whole("--limit", *limit, {"最多几条", "at most so many"})
        .does([&door, query, limit] { return find(door, *query, *limit); });
}

} // namespace cli
