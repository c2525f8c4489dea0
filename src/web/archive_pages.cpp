// SPDX-License-Identifier: GPL-3.0-or-later
// The archivist's desk: what waits for a box, filing by scanning, boxes and their papers, moves and their
// undoing.
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/moves.hpp"
#include "desk/whereabouts.hpp"
#include "web/archive_models.hpp"
#include "web/keeping_models.hpp"
#include <algorithm>
#include <map>

namespace web {

using base::Json;
using base::Trouble;
using base::words;

namespace {

constexpr std::size_t boxes_shown = 100, waiting_shown = 300, acts_shown = 8, damaged_shown = 5;

Json box_json(store::Box const &box, base::Language language) {
    auto one = Json::object();
    one.set("box", box.name)
        .set("box_url", encoded(box.name))
        .set("items", box.items)
        .set("shelf", box.shelf);
    one.set("state", box.state).set("state_text", desk::box_state_words(box.state).in(language));
    one.set("unit", box.unit_name).set("year", box.year).set("has_year", box.year > 0);
    return one.set("is_open", box.state == "open")
        .set("is_closed", box.state == "closed")
        .set("mixed", box.unit == 0);
}

base::Result<> add_boxes(Visit const &visit, desk::Station &station, Json &model) {
    auto const boxes = store::boxes(station.store(), visit.request.query.of("after"), boxes_shown + 1);
    if (!boxes) {
        return base::Fault{boxes.fault()};
    }
    auto list = Json::list();
    for (std::size_t i = 0; i < std::min(boxes_shown, boxes->size()); ++i) {
        list.add(box_json((*boxes)[i], visit.language));
    }
    auto const more = boxes->size() > boxes_shown;
    model.set("boxes", list).set("any_box", !boxes->empty()).set("more", more);
    model.set("next_url", more ? encoded((*boxes)[boxes_shown - 1].name) : "");
    return {};
}

/// What waits, class by class: a class goes into a box at once.
base::Result<> add_waiting(desk::Station &station, Json &model) {
    auto const count = store::count_waiting(station.store());
    auto const waiting = count ? store::waiting(station.store(), waiting_shown) : base::Fault{count.fault()};
    if (!waiting) {
        return base::Fault{waiting.fault()};
    }
    std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> classes;
    for (auto const &one : *waiting) {
        auto const entry =
            classes.try_emplace({one.whose.unit_name, one.whose.class_name}, 0, one.since.ms).first;
        entry->second.first += 1;
        entry->second.second = std::min(entry->second.second, one.since.ms);
    }
    auto list = Json::list();
    for (auto const &[name, found] : classes) {
        auto one = Json::object();
        one.set("unit", name.first).set("class", name.second).set("sheets", found.first);
        set_time(one, "since", base::Instant{found.second});
        list.add(one);
    }
    model.set("waiting", list).set("waiting_count", *count).set("any_waiting", *count > 0);
    model.set("waiting_more", static_cast<std::size_t>(*count) > waiting->size());
    return {};
}

base::Result<> add_acts(Visit const &visit, desk::Station &station, Json &model) {
    auto const acts = store::acts(station.store(), acts_shown);
    if (!acts) {
        return base::Fault{acts.fault()};
    }
    auto list = Json::list();
    for (auto const &act : *acts) {
        auto one = Json::object();
        one.set("act", act.id).set("by", act.by).set("undone_by", act.undone_by);
        one.set("said", desk::act_words(act).in(visit.language));
        one.set("can_undo", act.undone_by.empty() && act.undoes.empty());
        set_time(one, "at", act.at);
        list.add(one);
    }
    model.set("acts", list).set("any_act", !acts->empty());
    return {};
}

base::Result<> add_counts(Visit const &visit, desk::Station &station, Json &model) {
    auto const stocktakes = store::stocktakes(station.store(), acts_shown);
    auto const late = stocktakes ? desk::list_loans(station, "overdue") : base::Fault{stocktakes.fault()};
    auto const asked = late ? desk::list_loans(station, "asked") : base::Fault{late.fault()};
    if (!asked) {
        return base::Fault{asked.fault()};
    }
    auto list = Json::list();
    for (auto const &stocktake : *stocktakes) {
        auto one = Json::object();
        one.set("stocktake", stocktake.id)
            .set("place", stocktake.place)
            .set("open", stocktake.state == "open");
        one.set("by", stocktake.begun_by);
        set_time(one, "at", stocktake.begun_at);
        list.add(one);
    }
    model.set("stocktakes", list).set("any_stocktake", !stocktakes->empty());
    model.set("overdue", late->size()).set("any_overdue", !late->empty());
    model.set("asked", asked->size()).set("any_asked", !asked->empty());
    auto const bad = store::damaged(station.store(), damaged_shown);
    auto const bad_count = bad ? store::count_damaged(station.store()) : base::Fault{bad.fault()};
    if (!bad_count) {
        return base::Fault{bad_count.fault()};
    }
    model.set("damaged", damaged_json(*bad, visit.language)).set("damaged_count", *bad_count);
    model.set("any_damaged", *bad_count > 0);
    return {};
}

base::Result<Answer> archive_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return unopened(station.fault());
    }
    auto model = Json::object();
    for (auto const &done : {add_waiting(**station, model), add_boxes(visit, **station, model),
                             add_acts(visit, **station, model), add_counts(visit, **station, model)}) {
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    return shown("archive", std::move(model.set("tab_boxes", true).set("own_search", true)));
}

Json line_json(store::Filed const &line, std::size_t at, base::Language language) {
    auto one = Json::object();
    auto const here = line.holder == "archive" && line.state == "printed";
    one.set("at", at)
        .set("serial", line.item.serial)
        .set("reference", line.item.reference)
        .set("late", line.item.late);
    one.set("student_no", line.student_no)
        .set("name", line.name)
        .set("class", line.class_name)
        .set("here", here);
    one.set("where", here ? "" : desk::whereabouts(line.state, line.holder, line.place).in(language));
    return one;
}

base::Result<Json> volumes_json(desk::Station &station, std::string const &box, base::Language language) {
    auto const volumes = store::volumes(station.store(), box);
    auto const filed = volumes ? store::filed_in(station.store(), box) : base::Fault{volumes.fault()};
    if (!filed) {
        return base::Fault{filed.fault()};
    }
    std::map<std::string, Json> lines;
    std::map<std::string, std::size_t> counted;
    for (auto const &line : *filed) {
        lines.try_emplace(line.item.volume, Json::list())
            .first->second.add(line_json(line, ++counted[line.item.volume], language));
    }
    auto list = Json::list();
    auto const add = [&](store::Volume const &volume) {
        auto one = Json::object();
        one.set("volume", volume.id).set("number", volume.number).set("title", volume.title);
        one.set("class_query", "?unit=" + encoded(volume.unit_name) + "&class=" + encoded(volume.class_name));
        one.set("has_volume", !volume.id.empty()).set("count", counted[volume.id]);
        list.add(one.set("lines", lines.at(volume.id)));
    };
    for (auto const &volume : *volumes) {
        add(volume);
    }
    if (lines.contains("")) {
        add({});
    }
    return list;
}

base::Result<Answer> archive_box(Visit &visit) {
    auto station = visit.station();
    auto const box = station ? desk::find_box(**station, visit.part("box")) : base::Fault{station.fault()};
    auto const volumes = box ? volumes_json(**station, box->name, visit.language) : base::Fault{box.fault()};
    auto const counting =
        volumes ? store::open_stocktake((*station)->store(), box->name) : base::Fault{volumes.fault()};
    if (!counting) {
        return base::Fault{counting.fault()};
    }
    auto model = box_json(*box, visit.language);
    model.set("volumes", *volumes).set("any_item", box->items > 0).set("is_empty", box->items == 0);
    model.set("counting", *counting ? (*counting)->id : "").set("is_retired", box->state == "retired");
    return shown("box", std::move(model));
}

base::Result<Answer> file_in_box(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    desk::FilingOrder order{given.of("box"), given.all("scanned"), given.of("handover"), given.of("class"),
                            visit.actor()};
    std::erase(order.serials, "");
    auto const items = desk::file_sheets(**station, order);
    auto const first =
        items ? desk::position_of(**station, items->front().serial) : base::Fault{items.fault()};
    if (!first) {
        return base::Fault{first.fault()};
    }
    auto const after =
        first->before.empty() ? words("卷首", "the first") : words("放在 {} 之后", "after {}", first->before);
    auto answer =
        gone_to(box_path(first->box.name),
                items->size() == 1
                    ? words("{} {}：档号 {}，第 {} 卷第 {} 件，{}", "{} {}: {}, volume {}, item {}, {}",
                            first->student_no, first->name, first->item.reference, first->volume_number,
                            first->at, visit.language == base::Language::zh ? after.zh : after.en)
                    : words("{} 件已装进盒 {}，按学号排", "{} items are in the box {}, by student number",
                            items->size(), first->box.name));
    auto rows = Json::list();
    for (auto const &item : *items) {
        auto one = Json::object();
        rows.add(one.set("serial", item.serial).set("reference", item.reference));
    }
    answer.model.set("box", first->box.name)
        .set("items", rows)
        .set("volume", first->volume_number)
        .set("at", first->at);
    return answer;
}

base::Result<Answer> make_box(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const box = desk::make_box(**station, {given.of("box"), given.of("shelf"), given.of("unit"),
                                                !given.of("mixed").empty(), visit.actor()});
    return box ? base::Result{gone_to(
                     box_path(box->name),
                     words("盒 {} 已建，可以扫码装盒", "the box {} is there; scan what goes in", box->name))}
               : base::Result<Answer>{base::Fault{box.fault()}};
}

base::Result<Answer> change_box(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &what = visit.given.of("what");
    auto const &name = visit.part("box");
    if (what == "shelf") {
        auto const act = desk::move_filed(
            **station, {.boxes = {name}, .shelf = visit.given.of("shelf"), .by = visit.actor()});
        return act ? base::Result{gone_to(box_path(name), desk::act_words(*act))}
                   : base::Result<Answer>{base::Fault{act.fault()}};
    }
    auto const box = what == "close"    ? desk::close_box(**station, name)
                     : what == "open"   ? desk::reopen_box(**station, name)
                     : what == "retire" ? desk::retire_box(**station, name)
                                        : base::fault(Trouble::usage, "对盒不能做“{}”",
                                                      "nothing called '{}' is done to a box", what);
    if (!box) {
        return base::Fault{box.fault()};
    }
    auto const state = desk::box_state_words(box->state);
    return gone_to(box_path(box->name),
                   words("盒 {0} {1}", "the box {0} is {2}", box->name, state.zh, state.en));
}

base::Result<Answer> move_filed(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const act = desk::move_filed(**station, {given.all("from"), given.all("volume"), given.all("item"),
                                                  given.of("shelf"), given.of("to"), visit.actor()});
    if (!act) {
        return base::Fault{act.fault()};
    }
    auto const said = desk::act_words(*act);
    auto answer =
        gone_to("/archive", words("{0}；移错了可以在下面撤销 {1}",
                                  "{2}; if that was wrong, take {1} back below", said.zh, act->id, said.en));
    answer.model.set("act", act->id);
    return answer;
}

base::Result<Answer> undo_act(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const act = desk::undo_act(**station, visit.part("act"), visit.actor());
    return act ? base::Result{gone_to("/archive",
                                      words("{} 已撤销，东西回到原处", "{} is taken back", act->undoes))}
               : base::Result<Answer>{base::Fault{act.fault()}};
}

base::Result<Answer> box_paper(Visit &visit) {
    using Draw = base::Result<desk::ArchivePaper> (*)(desk::Station &, std::string const &);
    static std::map<std::string_view, Draw> const papers{
        {"transfer.pdf", desk::transfer_list},   {"transfer.csv", desk::transfer_list_csv},
        {"labels.pdf", desk::box_labels},        {"stamps.pdf", desk::stamp_labels},
        {"contents.pdf", desk::volume_contents}, {"contents.csv", desk::volume_contents_csv},
        {"note.pdf", desk::volume_note}};
    auto station = visit.station();
    auto const found = papers.find(visit.part("paper"));
    if (!station || found == papers.end()) {
        return station ? base::fault(Trouble::not_found, "没有这种单子", "there is no such paper")
                       : std::move(station).fault();
    }
    auto const &volume = visit.request.query.of("volume");
    return paper_answer(found->second(**station, volume.empty() ? visit.part("box") : volume));
}

base::Result<Answer> put_back_slip(Visit &visit) {
    auto station = visit.station();
    return station ? paper_answer(desk::put_back_slip(**station, visit.request.query.all("serial")))
                   : std::move(station).fault();
}

} // namespace

void add_archive_pages(Handlers &handlers) {
    handlers.insert({{"archive_desk", archive_desk},
                     {"archive_box", archive_box},
                     {"file_in_box", file_in_box},
                     {"make_box", make_box},
                     {"change_box", change_box},
                     {"move_filed", move_filed},
                     {"undo_act", undo_act},
                     {"box_paper", box_paper},
                     {"put_back_slip", put_back_slip}});
    add_stocktake_pages(handlers);
    add_loan_pages(handlers);
}

} // namespace web
