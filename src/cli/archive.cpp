// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive.hpp"
#include "base/text.hpp"
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/moves.hpp"
#include "desk/search.hpp"
#include "desk/whereabouts.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

int file(Door &door, ArchiveAsked const &asked) {
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

int box(Door &door, ArchiveAsked const &asked) {
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

int move(Door &door, ArchiveAsked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        return tell_act(door, desk::move_filed(station, {asked.boxes, asked.volumes, asked.serials,
                                                         asked.shelf, asked.box, asked.by}));
    });
}

int undo(Door &door, ArchiveAsked const &asked) {
    return with_station(door, [&](desk::Station &station) {
        return tell_act(door, desk::undo_act(station, asked.what, asked.by));
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

void add_boxes(CommandLine &line, Door &door) {
    auto const asked = std::make_shared<ArchiveAsked>();
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
    auto const one = std::make_shared<ArchiveAsked>();
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
    auto const asked = std::make_shared<ArchiveAsked>();
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
    auto const act = std::make_shared<ArchiveAsked>();
    line.verb("archive", "undo", {"整个撤销一次移动", "take a whole move back"})
        .required_text("act", act->what, {"移动号（A-…）", "act (A-…)"})
        .text("--by", act->by, by_help)
        .does([&door, act] { return undo(door, *act); });
}

} // namespace

void add_archive(CommandLine &line, Door &door) {
    line.noun("archive", {"档案", "the archive"});
    add_boxes(line, door);
    add_moves(line, door);
    add_counting(line, door);
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
