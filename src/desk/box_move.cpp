// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/box_move.hpp"
#include "base/text.hpp"
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/printing.hpp"

namespace desk {

using base::fault;
using base::Result;
using base::Trouble;

Result<> BoxMove::all_of(std::string const &typed) {
    auto const from = find_box(station_, typed);
    auto const volumes = from ? store::volumes(station_.store(), from->name) : base::Fault{from.fault()};
    auto const filed = volumes ? store::filed_in(station_.store(), from->name) : base::Fault{volumes.fault()};
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
        if (auto done = one.item.volume.empty() ? item(one.item.serial) : Result<>{}; !done) {
            return done;
        }
    }
    return {};
}

Result<> BoxMove::volume(std::string const &id) {
    auto const known = store::volume(station_.store(), base::upper_ascii(id));
    if (!known || !*known) {
        return known ? fault(Trouble::not_found, "没有案卷 {}", "there is no volume {}", id)
                     : base::Fault{known.fault()};
    }
    if ((*known)->items == 0) {
        return fault(Trouble::bad_input, "案卷 {} 里没有东西，不用移动",
                     "nothing lies in the volume {}; there is nothing to move", (*known)->id);
    }
    return take(**known);
}

Result<> BoxMove::item(std::string const &typed) {
    auto const sheet = find_sheet(station_, typed);
    auto const known = sheet ? store::item(station_.store(), sheet->serial) : base::Fault{sheet.fault()};
    if (!known || !*known) {
        return known ? fault(Trouble::not_found, "相片纸 {} 没有归过档", "the sheet {} was never filed",
                             sheet->serial)
                     : base::Fault{known.fault()};
    }
    auto const whose = store::belonging(station_.store(), sheet->person);
    if (!whose || !*whose) {
        return whose ? Result<>{} : Result<>{base::Fault{whose.fault()}};
    }
    return take(**known, **whose);
}

/// As it is, or, where the class has a volume there, item by item into that.
Result<> BoxMove::take(store::Volume const &one) {
    if (one.box == box_.name || whole_.contains(one.id)) {
        return {};
    }
    auto const there = volume_of(one.class_id);
    auto const filed =
        there ? store::filed_in(station_.store(), one.box, one.id) : base::Fault{there.fault()};
    if (!filed) {
        return base::Fault{filed.fault()};
    }
    for (auto const &line : *filed) {
        auto const whose = store::belonging(station_.store(), line.person);
        if (!whose || !*whose) {
            return whose ? Result<>{} : Result<>{base::Fault{whose.fault()}};
        }
        if (auto done = there->empty() ? fits(**whose) : take(line.item, **whose); !done) {
            return done;
        }
    }
    if (!there->empty()) {
        return {};
    }
    auto const number = next_number();
    if (!number) {
        return base::Fault{number.fault()};
    }
    moved_.volumes.push_back({one.id, one.box, box_.name, one.number, *number});
    whole_.insert(one.id);
    volumes_.emplace(one.class_id, one.id);
    return {};
}

Result<> BoxMove::take(store::Item const &one, store::Belonging const &whose) {
    if (one.box == box_.name || whole_.contains(one.volume)) {
        return {};
    }
    if (auto takes = fits(whose); !takes || !seen_.insert(one.serial).second) {
        return takes;
    }
    auto into = volume_of(whose.class_id);
    if (into && into->empty()) {
        into = open(whose);
    }
    if (!into) {
        return std::move(into).fault();
    }
    moved_.items.push_back({one.serial, one.box, one.volume, box_.name, std::move(*into)});
    return {};
}

Result<> BoxMove::fits(store::Belonging const &whose) {
    auto takes = check_box_takes(box_, whose);
    if (takes) {
        settle_box(box_, whose);
    }
    return takes;
}

/// Empty where the class has none there.
Result<std::string> BoxMove::volume_of(std::int64_t class_id) {
    if (auto const known = volumes_.find(class_id); known != volumes_.end()) {
        return known->second;
    }
    auto const there = store::volume_of_class(station_.store(), box_.name, class_id);
    if (!there) {
        return base::Fault{there.fault()};
    }
    if (*there) {
        volumes_.emplace(class_id, (*there)->id);
    }
    return *there ? (*there)->id : std::string{};
}

Result<std::string> BoxMove::open(store::Belonging const &whose) {
    auto const campaign = store::campaign_of_unit(station_.store(), whose.unit);
    auto const number = campaign ? next_number() : base::Fault{campaign.fault()};
    auto id =
        number ? open_volume(change_, *campaign, whose, box_.name, *number) : base::Fault{number.fault()};
    if (id) {
        volumes_.emplace(whose.class_id, *id);
    }
    return id;
}

Result<std::int64_t> BoxMove::next_number() {
    if (number_ == 0) {
        auto const last = store::last_volume_number(station_.store(), box_.name);
        if (!last) {
            return base::Fault{last.fault()};
        }
        number_ = *last;
    }
    return ++number_;
}

} // namespace desk
