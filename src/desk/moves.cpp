// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/moves.hpp"
#include "base/text.hpp"
#include "desk/box_move.hpp"
#include "desk/boxes.hpp"
#include "desk/steps.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

Json body_of(store::Moved const &moved) {
    auto boxes = Json::list(), volumes = Json::list(), items = Json::list();
    for (auto const &one : moved.boxes) {
        auto entry = Json::object();
        boxes.add(entry.set("box", one.box).set("from", one.from).set("to", one.to));
    }
    for (auto const &one : moved.volumes) {
        auto entry = Json::object();
        entry.set("volume", one.volume).set("from", one.from).set("to", one.to);
        volumes.add(entry.set("from_number", one.from_number).set("number", one.number));
    }
    for (auto const &one : moved.items) {
        auto entry = Json::object();
        entry.set("serial", one.serial).set("from", one.from).set("from_volume", one.from_volume);
        items.add(entry.set("to", one.to).set("to_volume", one.to_volume));
    }
    auto body = Json::object();
    body.set("boxes", boxes).set("volumes", volumes).set("items", items);
    return body;
}

bool nothing_in(store::Moved const &moved) {
    return moved.boxes.empty() && moved.volumes.empty() && moved.items.empty();
}

base::Result<store::Act> recorded(store::Change &change, std::string_view kind, Json const &body) {
    auto const id = change.next_id("A");
    auto const done =
        id ? in_order([&] { return change.record(kind, *id, body); }, [&] { return change.commit(); })
           : base::Result<>{base::Fault{id.fault()}};
    auto act = done ? store::act(change.store(), *id) : base::Fault{done.fault()};
    if (!act || !*act) {
        return act ? fault(Trouble::storage, "移动没有记下", "the move was not kept")
                   : std::move(act).fault();
    }
    return std::move(**act);
}

/// What an event of moving says: what moved, and whereto.
struct Planned {
    store::Moved moved;
    std::string target;
    std::optional<store::Box> box{}; ///< where the target is one
};

base::Result<Planned> to_shelf(Station &station, MoveOrder const &order) {
    auto const shelf = shelf_named(order.shelf);
    if (!shelf) {
        return base::Fault{shelf.fault()};
    }
    Planned plan{{}, *shelf};
    for (auto const &typed : order.boxes) {
        auto const box = find_box(station, typed);
        if (!box) {
            return base::Fault{box.fault()};
        }
        auto const again = std::ranges::find(plan.moved.boxes, box->name, &store::MovedBox::box);
        if (box->shelf != *shelf && again == plan.moved.boxes.end()) {
            plan.moved.boxes.push_back({box->name, box->shelf, *shelf});
        }
    }
    return plan;
}

base::Result<Planned> to_box(Station &station, store::Change &change, MoveOrder const &order) {
    auto box = find_box(station, order.box);
    if (!box) {
        return std::move(box).fault();
    }
    BoxMove move{station, change, std::move(*box)};
    base::Result<> done;
    for (std::size_t i = 0; done && i < order.boxes.size(); ++i) {
        done = move.all_of(order.boxes[i]);
    }
    for (std::size_t i = 0; done && i < order.volumes.size(); ++i) {
        done = move.volume(order.volumes[i]);
    }
    for (std::size_t i = 0; done && i < order.serials.size(); ++i) {
        done = move.item(order.serials[i]);
    }
    return done ? base::Result{Planned{move.moved(), move.box().name, move.box()}} : std::move(done).fault();
}

/// The lists of an act, the other way round.
store::Moved reversed(store::Moved moved) {
    for (auto &one : moved.boxes) {
        std::swap(one.from, one.to);
    }
    for (auto &one : moved.volumes) {
        std::swap(one.from, one.to);
        std::swap(one.from_number, one.number);
    }
    for (auto &one : moved.items) {
        std::swap(one.from, one.to);
        std::swap(one.from_volume, one.to_volume);
    }
    return moved;
}

/// Whether the boxes out of which it was moved take it back. A box that came in a bag does: nothing but what
/// lay there returns.
base::Result<> check_boxes(Station &station, store::Moved const &back) {
    std::set<std::string> names;
    for (auto const &one : back.volumes) {
        names.insert(one.to);
    }
    for (auto const &one : back.items) {
        names.insert(one.to);
    }
    for (auto const &name : names) {
        auto const box = find_box(station, name);
        auto open = box ? check_box_open(*box) : base::Result<>{base::Fault{box.fault()}};
        if (!open) {
            return open;
        }
    }
    return {};
}

/// Whether the volume is still the only one of its class where it goes.
base::Result<> check_volume(Station &station, store::MovedVolume const &one) {
    auto const known = store::volume(station.store(), one.volume);
    auto const there = !known   ? base::Fault{known.fault()}
                       : *known ? store::volume_of_class(station.store(), one.to, (*known)->class_id)
                                : base::Result{std::optional<store::Volume>{}};
    if (!there) {
        return base::Fault{there.fault()};
    }
    return *there
               ? base::Result<>{fault(
                     Trouble::not_allowed,
                     "撤不回去：盒 {0} 里后来又立了{1}的案卷 {2}；请把案卷 {3} 重新移动到盒 {0}，会并进去",
                     "it cannot be taken back: the box {0} has another volume of {1} by now, {2}; move the "
                     "volume {3} to the box {0} instead, it joins that one",
                     one.to, (*there)->class_name, (*there)->id, one.volume)}
               : base::Result<>{};
}

/// Whether the volume of a single sheet is still where that goes.
base::Result<> check_item(Station &station, store::MovedItem const &one) {
    auto const known = one.to_volume.empty() ? base::Result{std::optional<store::Volume>{}}
                                             : store::volume(station.store(), one.to_volume);
    if (!known) {
        return base::Fault{known.fault()};
    }
    return *known && (*known)->box != one.to
               ? base::Result<>{fault(
                     Trouble::not_allowed,
                     "撤不回去：相片纸 {} 原来的案卷 {} 后来移到了盒 {}；先撤销那次移动，或者重新移动",
                     "it cannot be taken back: the volume {1} in which the sheet {0} lay was moved to the "
                     "box {2} "
                     "since; take that back first, or move the sheet",
                     one.serial, one.to_volume, (*known)->box)}
               : base::Result<>{};
}

base::Result<> check_volumes(Station &station, store::Moved const &back) {
    std::set<std::string> returning;
    for (auto const &one : back.volumes) {
        returning.insert(one.volume);
        if (auto fits = check_volume(station, one); !fits) {
            return fits;
        }
    }
    for (auto const &one : back.items) {
        auto fits = returning.contains(one.to_volume) ? base::Result<>{} : check_item(station, one);
        if (!fits) {
            return fits;
        }
    }
    return {};
}

/// A number that another volume got meanwhile is not given twice: who comes back takes the next.
base::Result<> number_again(Station &station, store::Moved &back) {
    std::map<std::string, std::set<std::int64_t>> taken;
    std::vector<store::MovedVolume *> late;
    for (auto &one : back.volumes) {
        if (!taken.contains(one.to)) {
            auto numbers = store::volume_numbers(station.store(), one.to);
            if (!numbers) {
                return std::move(numbers).fault();
            }
            taken.emplace(one.to, std::move(*numbers));
        }
        if (!taken.at(one.to).insert(one.number).second) {
            late.push_back(&one);
        }
    }
    for (auto *const one : late) {
        auto &numbers = taken.at(one->to);
        one->number = *numbers.rbegin() + 1;
        numbers.insert(one->number);
    }
    return {};
}

/// Whether the act may be taken back.
base::Result<> check_undo(Station &station, std::optional<store::Act> const &act, std::string const &id) {
    if (!act) {
        return fault(Trouble::not_found, "没有移动记录 {}", "there is no act {}", id);
    }
    if (!act->undone_by.empty()) {
        return fault(Trouble::not_allowed, "移动 {} 已经由 {} 撤销", "the act {} was taken back by {}", id,
                     act->undone_by);
    }
    if (!act->undoes.empty()) {
        return fault(Trouble::not_allowed, "{} 本身就是撤销（撤销的是 {}），不能再撤销；要改回去，请重新移动",
                     "{} took back {} and is not taken back itself; move the things again instead", id,
                     act->undoes);
    }
    auto const since = store::moved_since(station.store(), id);
    if (!since) {
        return base::Fault{since.fault()};
    }
    if (!since->empty()) {
        return fault(Trouble::not_allowed,
                     "移动 {} 不能撤销：之后 {} 又动过（共 {} 处）；先撤销后来的，或者重新移动",
                     "the act {} cannot be taken back: {} was moved since ({} in all); take that back first",
                     id, since->front(), since->size());
    }
    return {};
}

/// What taking the act back comes to.
base::Result<store::Moved> way_back(Station &station, std::string const &id) {
    auto const act = store::act(station.store(), id);
    auto const may = act ? check_undo(station, *act, id) : base::Result<>{base::Fault{act.fault()}};
    auto const moved = may ? store::moved_by(station.store(), id) : base::Fault{may.fault()};
    if (!moved) {
        return base::Fault{moved.fault()};
    }
    if (nothing_in(*moved)) {
        return fault(
            Trouble::not_allowed, "移动 {} 是别的站做的，这里不能撤销；请重新移动",
            "the act {} was done at another station and is not taken back here; move the things again", id);
    }
    auto back = reversed(*moved);
    auto const fits =
        in_order([&] { return check_boxes(station, back); }, [&] { return check_volumes(station, back); },
                 [&] { return number_again(station, back); });
    return fits ? base::Result{std::move(back)} : base::Fault{fits.fault()};
}

} // namespace

base::Result<store::Act> move_filed(Station &station, MoveOrder const &order) {
    auto const shelved = !base::trimmed(order.shelf).empty();
    if (shelved == !order.box.empty() || (shelved && !(order.volumes.empty() && order.serials.empty()))) {
        return fault(Trouble::usage, "盒移到架位（--shelf），卷和件移到盒（--box），只能写一个",
                     "boxes go to a shelf (--shelf), volumes and items to a box (--box): say one of them");
    }
    if (order.boxes.empty() && order.volumes.empty() && order.serials.empty()) {
        return fault(Trouble::usage, "要移动哪些？先选好盒、卷或件",
                     "move what? Choose boxes, volumes or items first");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const plan = shelved ? to_shelf(station, order) : to_box(station, *change, order);
    if (!plan) {
        return base::Fault{plan.fault()};
    }
    if (nothing_in(plan->moved)) {
        return fault(Trouble::bad_input, "没有要移动的：都已经在那里了",
                     "nothing to move: all of it is there already");
    }
    auto body = body_of(plan->moved);
    body.set("target", plan->target).set("by", order.by.empty() ? station.setting().actor : order.by);
    if (plan->box) {
        // An empty box becomes that of what is moved into it, as by filing.
        body.set("campaign", *plan->box->campaign).set("unit", *plan->box->unit);
    }
    return recorded(*change, "archive.moved", body);
}

base::Result<store::Act> undo_act(Station &station, std::string const &typed, std::string const &by) {
    auto const id = base::upper_ascii(std::string{base::trimmed(typed)});
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const back = way_back(station, id);
    if (!back) {
        return base::Fault{back.fault()};
    }
    auto body = body_of(*back);
    body.set("act", id).set("by", by.empty() ? station.setting().actor : by);
    return recorded(*change, "act.undone", body);
}

base::Words act_words(store::Act const &act) {
    if (!act.undoes.empty()) {
        return base::words("撤销 {}", "{} taken back", act.undoes);
    }
    if (act.boxes > 0) {
        return base::words("{} 盒移到架位 {}", "{} boxes to the shelf {}", act.boxes, act.target);
    }
    return base::words("{} 卷、{} 件移到盒 {}", "{} volumes and {} items to the box {}", act.volumes,
                       act.items, act.target);
}

} // namespace desk
