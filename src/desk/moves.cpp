// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/moves.hpp"
#include "base/text.hpp"
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include <fmt/format.h>
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

/// Gathers what one move to a box comes to.
class ToBox {
public:
    ToBox(Station &station, store::Change &change, store::Box box)
        : station_{station}, change_{change}, box_{std::move(box)} {}

    base::Result<> all_of(std::string const &typed) {
        auto const from = find_box(station_, typed);
        auto const volumes = from ? store::volumes(station_.store(), from->name) : base::Fault{from.fault()};
        auto const filed =
            volumes ? store::filed_in(station_.store(), from->name) : base::Fault{volumes.fault()};
        if (!filed) {
            return base::Fault{filed.fault()};
        }
        for (auto const &one : *volumes) {
            if (auto done = take(one); !done) {
                return done;
            }
        }
        // What was filed before there were volumes lies in the box by itself.
        for (auto const &one : *filed) {
            if (auto done = one.item.volume.empty() ? item(one.item.serial) : base::Result<>{}; !done) {
                return done;
            }
        }
        return {};
    }

    base::Result<> volume(std::string const &id) {
        auto const known = store::volume(station_.store(), base::upper_ascii(id));
        if (!known || !*known) {
            return known ? fault(Trouble::not_found, "没有案卷 {}", "there is no volume {}", id)
                         : base::Fault{known.fault()};
        }
        return take(**known);
    }

    base::Result<> item(std::string const &typed) {
        auto const sheet = find_sheet(station_, typed);
        auto const known = sheet ? store::item(station_.store(), sheet->serial) : base::Fault{sheet.fault()};
        if (!known || !*known) {
            return known ? fault(Trouble::not_found, "相片纸 {} 没有归过档", "the sheet {} was never filed",
                                 sheet->serial)
                         : base::Fault{known.fault()};
        }
        auto const whose = store::belonging(station_.store(), sheet->person);
        if (!whose || !*whose) {
            return whose ? base::Result<>{} : base::Result<>{base::Fault{whose.fault()}};
        }
        return take(**known, **whose);
    }

    [[nodiscard]] store::Moved const &moved() const { return moved_; }

private:
    /// As it is, or, where the class has a volume there, item by item into that.
    base::Result<> take(store::Volume const &one) {
        if (one.box == box_.name) {
            return {};
        }
        auto const filed = store::filed_in(station_.store(), one.box, one.id);
        auto const there = filed ? store::volume_of_class(station_.store(), box_.name, one.class_id)
                                 : base::Fault{filed.fault()};
        if (!there) {
            return base::Fault{there.fault()};
        }
        for (auto const &line : *filed) {
            auto const whose = store::belonging(station_.store(), line.person);
            if (!whose || !*whose) {
                return whose ? base::Result<>{} : base::Result<>{base::Fault{whose.fault()}};
            }
            if (auto done = *there ? take(line.item, **whose) : fits(**whose); !done) {
                return done;
            }
        }
        if (!*there) {
            auto const last = store::last_volume_number(station_.store(), box_.name);
            if (!last) {
                return base::Fault{last.fault()};
            }
            moved_.volumes.push_back({one.id, one.box, box_.name, one.number, *last + ++opened_});
        }
        return {};
    }

    base::Result<> take(store::Item const &one, store::Belonging const &whose) {
        auto const campaign = store::campaign_of_unit(station_.store(), whose.unit);
        if (one.box == box_.name || !campaign) {
            return campaign ? base::Result<>{} : base::Result<>{base::Fault{campaign.fault()}};
        }
        if (auto takes = fits(whose); !takes || !seen_.insert(one.serial).second) {
            return takes;
        }
        auto const into = volume_within(change_, *campaign, whose, box_.name);
        if (!into) {
            return base::Fault{into.fault()};
        }
        moved_.items.push_back({one.serial, one.box, one.volume, box_.name, *into});
        return {};
    }

    base::Result<> fits(store::Belonging const &whose) const { return check_box_takes(box_, whose); }

    Station &station_;
    store::Change &change_;
    store::Box box_;
    store::Moved moved_;
    std::set<std::string> seen_;
    std::int64_t opened_ = 0;
};

base::Result<store::Moved> to_shelf(Station &station, MoveOrder const &order) {
    auto const shelf = shelf_named(order.shelf);
    if (!shelf) {
        return base::Fault{shelf.fault()};
    }
    store::Moved moved;
    for (auto const &typed : order.boxes) {
        auto const box = find_box(station, typed);
        if (!box) {
            return base::Fault{box.fault()};
        }
        if (box->shelf != *shelf) {
            moved.boxes.push_back({box->name, box->shelf, *shelf});
        }
    }
    return moved;
}

base::Result<store::Moved> to_box(Station &station, store::Change &change, MoveOrder const &order) {
    auto box = find_box(station, order.box);
    if (!box) {
        return std::move(box).fault();
    }
    ToBox move{station, change, std::move(*box)};
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
    return done ? base::Result{move.moved()} : std::move(done).fault();
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

/// Whether the act may be taken back.
base::Result<> check_undo(Station &station, std::optional<store::Act> const &act, std::string const &id) {
    if (!act) {
        return fault(Trouble::not_found, "没有移动记录 {}", "there is no act {}", id);
    }
    if (!act->undone_by.empty()) {
        return fault(Trouble::not_allowed, "移动 {} 已经由 {} 撤销", "the act {} was taken back by {}", id,
                     act->undone_by);
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
    auto const moved = shelved ? to_shelf(station, order) : to_box(station, *change, order);
    if (!moved) {
        return base::Fault{moved.fault()};
    }
    if (moved->boxes.empty() && moved->volumes.empty() && moved->items.empty()) {
        return fault(Trouble::bad_input, "没有要移动的：都已经在那里了",
                     "nothing to move: all of it is there already");
    }
    auto const target = shelved ? shelf_named(order.shelf) : box_named(order.box);
    auto body = body_of(*moved);
    body.set("target", target ? *target : "")
        .set("by", order.by.empty() ? station.setting().actor : order.by);
    return recorded(*change, "archive.moved", body);
}

base::Result<store::Act> undo_act(Station &station, std::string const &typed, std::string const &by) {
    auto const id = base::upper_ascii(std::string{base::trimmed(typed)});
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const act = store::act(station.store(), id);
    auto const may = act ? check_undo(station, *act, id) : base::Result<>{base::Fault{act.fault()}};
    auto const moved = may ? store::moved_by(station.store(), id) : base::Fault{may.fault()};
    if (!moved) {
        return base::Fault{moved.fault()};
    }
    auto body = body_of(reversed(*moved));
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
