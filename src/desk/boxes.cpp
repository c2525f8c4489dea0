// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/boxes.hpp"
#include "base/text.hpp"
#include "desk/steps.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// Records one event about a box and returns it as it is then.
template <typename Fits>
base::Result<store::Box> change_box(Station &station, std::string const &typed, std::string_view kind,
                                    Fits const &fits) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const box = find_box(station, typed);
    if (!box) {
        return box;
    }
    auto body = base::Json::object();
    body.set("by", station.setting().actor);
    auto const done =
        in_order([&] { return fits(*box); }, [&] { return change->record(kind, box->name, body); },
                 [&] { return change->commit(); });
    return done ? find_box(station, box->name) : base::Fault{done.fault()};
}

base::Fault not_in_state(store::Box const &box) {
    auto const state = box_state_words(box.state);
    return fault(Trouble::not_allowed, "盒 {0} 现在{1}，不能这样做",
                 "the box {0} is {2}; that cannot be done", box.name, state.zh, state.en);
}

base::Fault name_taken(store::Box const &box) {
    if (box.state == "retired") {
        return fault(Trouble::not_allowed,
                     "盒号 {0} 属于一个已注销的盒，不再使用（档号里还有它）；请用新的盒号",
                     "the name {0} belonged to a box that is retired and is in 档号 for good; take a new one",
                     box.name);
    }
    if (!box.foreign.empty()) {
        return fault(Trouble::not_allowed, "盒号 {0} 已经是站 {1} 的包里导入的一个盒；请用新的盒号",
                     "the box {0} came in a bag of the station {1}; name the new one otherwise", box.name,
                     box.foreign);
    }
    return fault(Trouble::not_allowed, "已经有盒 {0} 了（{1} 件）；新的盒请用新的盒号",
                 "there is a box {0} already ({1} items); name the new one otherwise", box.name, box.items);
}

} // namespace

base::Result<std::string> box_named(std::string const &typed) {
    auto const bad = [](char32_t c) {
        return c <= U' ' || c == 0x3000 || c == U'/' || c == U'-' || c == U'{' || c == U'}' || c == 0x7F;
    };
    auto box = base::upper_ascii(base::half_width(base::nfc(typed)));
    auto const characters = base::characters(box);
    if (characters.empty() || characters.size() > 20 || std::ranges::any_of(characters, bad)) {
        return fault(Trouble::bad_input, "盒号“{}”不能用：1 到 20 个字符，不含空格、斜线和连字符",
                     "'{}' cannot name a box: 1 to 20 characters without blanks, slashes and hyphens", typed);
    }
    return box;
}

base::Result<std::string> shelf_named(std::string const &typed) {
    auto shelf = base::upper_ascii(base::half_width(base::nfc(std::string{base::trimmed(typed)})));
    if (base::characters(shelf).size() > 40) {
        return fault(Trouble::bad_input, "架位“{}”太长：最多 40 个字符",
                     "'{}' is too long for a shelf: 40 characters", typed);
    }
    return shelf;
}

base::Result<store::Box> find_box(Station &station, std::string const &typed) {
    auto const name = box_named(typed);
    auto box = name ? store::box(station.store(), *name) : base::Fault{name.fault()};
    if (!box) {
        return std::move(box).fault();
    }
    if (!*box) {
        return fault(Trouble::not_found, "没有盒 {}；盒号写错了，还是还没有建？", "there is no box {}",
                     *name);
    }
    return std::move(**box);
}

base::Words box_state_words(std::string_view state) {
    return state == "open"     ? base::Words{"开着", "open"}
           : state == "closed" ? base::Words{"已封盒", "closed"}
                               : base::Words{"已注销", "retired"};
}

base::Result<> make_within(store::Change &change, store::Box const &box, std::string const &by) {
    auto body = base::Json::object();
    body.set("shelf", box.shelf).set("by", by);
    if (box.campaign) {
        body.set("campaign", *box.campaign);
    }
    if (box.unit) {
        body.set("unit", *box.unit);
    }
    return change.record("box.made", box.name, body);
}

base::Result<store::Box> make_box(Station &station, BoxOrder const &order) {
    auto const name = box_named(order.name);
    auto const shelf = shelf_named(order.shelf);
    if (!name || !shelf) {
        return base::Fault{name ? shelf.fault() : name.fault()};
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const known = store::box(station.store(), *name);
    if (!known || *known) {
        return known ? name_taken(**known) : base::Fault{known.fault()};
    }
    store::Box box{*name, 0, *shelf};
    if (order.mixed) {
        box.unit = 0;
    } else if (!order.unit.empty()) {
        auto const unit = store::unit_id(station.store(), station.campaign().id, order.unit);
        if (!unit || !*unit) {
            return unit ? fault(Trouble::not_found, "名册里没有单位“{}”",
                                "there is no unit '{}' on the roster", order.unit)
                        : base::Fault{unit.fault()};
        }
        box.unit = **unit;
        box.campaign = station.campaign().id;
    }
    auto const &by = order.by.empty() ? station.setting().actor : order.by;
    auto const done =
        in_order([&] { return make_within(*change, box, by); }, [&] { return change->commit(); });
    return done ? find_box(station, *name) : base::Fault{done.fault()};
}

base::Result<store::Box> close_box(Station &station, std::string const &box) {
    return change_box(station, box, "box.closed", [](store::Box const &one) {
        return one.state == "open" ? base::Result<>{} : not_in_state(one);
    });
}

base::Result<store::Box> reopen_box(Station &station, std::string const &box) {
    return change_box(station, box, "box.opened", [](store::Box const &one) {
        return one.state == "closed" ? base::Result<>{} : not_in_state(one);
    });
}

base::Result<store::Box> retire_box(Station &station, std::string const &box) {
    return change_box(station, box, "box.retired", [&](store::Box const &one) -> base::Result<> {
        if (one.state == "retired") {
            return not_in_state(one);
        }
        auto const left = store::count_left(station.store(), one.name);
        if (!left) {
            return base::Fault{left.fault()};
        }
        if (*left > 0) {
            return fault(Trouble::not_allowed, "盒 {} 里还有 {} 件，先移到别的盒再注销",
                         "{1} items lie in the box {0}; move them to another first", one.name, *left);
        }
        return {};
    });
}

void settle_box(store::Box &box, store::Belonging const &first) {
    if (!box.campaign) {
        box.campaign = first.campaign;
        box.year = first.year;
    }
    if (!box.unit) {
        box.unit = first.unit;
        box.unit_name = first.unit_name;
    }
}

base::Result<> check_box_open(store::Box const &box) {
    if (box.state == "closed") {
        return fault(Trouble::not_allowed, "盒 {0} 已封盒；要补进去，先启封：platen archive box open {0}",
                     "the box {0} is closed; open it first: platen archive box open {0}", box.name);
    }
    return box.state == "retired" ? base::Result<>{name_taken(box)} : base::Result<>{};
}

base::Result<> check_box_takes(store::Box const &box, store::Belonging const &whose) {
    if (auto open = check_box_open(box); !open) {
        return open;
    }
    // What it gives 档号 to here would meet those given there, and no bag of that station came in any more.
    if (!box.foreign.empty()) {
        return fault(
            Trouble::not_allowed,
            "盒 {0} 是从站 {1} 的包里导入的，档号由那个站编，这里不能再放进去；请用本站的盒",
            "the box {0} came in a bag of the station {1}, which numbers what lies in it; take a box of "
            "this station",
            box.name, box.foreign);
    }
    if (box.campaign && *box.campaign != whose.campaign) {
        return fault(Trouble::not_allowed, "盒 {0} 是 {1} 届的，盒号不能再用于别的届；请换一个盒号",
                     "the box {0} is of {1}; its name cannot be used for another year: take another box",
                     box.name, box.year);
    }
    if (box.unit && *box.unit != 0 && *box.unit != whose.unit) {
        return fault(
            Trouble::not_allowed,
            "盒 {0} 是{1}的，这里有{2}的相片纸；请换一个盒，或者先建一个几个单位合用的盒",
            "the box {0} is for {1}, and this is of {2}: take another box, or make one for several units",
            box.name, box.unit_name, whose.unit_name);
    }
    return {};
}

} // namespace desk
