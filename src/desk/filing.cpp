// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/filing.hpp"
#include "base/text.hpp"
#include "desk/boxes.hpp"
#include "desk/printing.hpp"
#include "desk/reference.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

struct ToFile {
    store::Sheet sheet;
    store::Belonging whose;
};

base::Fault not_now(Station &station, store::Sheet const &sheet) {
    auto const place = store::place_name(station.store(), sheet);
    auto const where = whereabouts(sheet.state, sheet.holder, place ? *place : sheet.place);
    if (sheet.holder == "archive" && !sheet.place.empty()) {
        return fault(Trouble::not_allowed, "相片纸 {} 已经在盒 {} 里",
                     "the sheet {} is in the box {} already", sheet.serial, sheet.place);
    }
    if (sheet.holder == "missing") {
        return fault(
            Trouble::not_allowed, "相片纸 {0} 登记为{1}；如果就在手里，先登记找到：platen archive found {0}",
            "the sheet {0} is on record as missing ({2}); if it is here, say so: platen archive found {0}",
            sheet.serial, where.zh, where.en);
    }
    return fault(Trouble::not_allowed, "相片纸 {0} 现在不能归档：{1}。先办接收或归还，再装盒",
                 "the sheet {0} cannot be filed now: it is {2}. Receive it or take it back first",
                 sheet.serial, where.zh, where.en);
}

base::Result<ToFile> check_sheet(Station &station, std::string const &typed) {
    static std::set<std::string_view> const hands{"print-room", "unit", "office", "archive"};
    auto sheet = find_sheet(station, typed);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    auto const item = store::item(station.store(), sheet->serial);
    if (!item) {
        return base::Fault{item.fault()};
    }
    if (sheet->state != "printed" || !hands.contains(sheet->holder) ||
        (sheet->holder == "archive" && !sheet->place.empty())) {
        return not_now(station, *sheet);
    }
    if (sheet->holder == "print-room" && !sheet->place.empty()) {
        return fault(Trouble::not_allowed, "相片纸 {} 已经装进邮件 {}；先取消那份邮件，再归档",
                     "the sheet {} lies in the envelope {}; cancel that consignment first", sheet->serial,
                     sheet->place);
    }
    if (*item) {
        return fault(
            Trouble::not_allowed,
            "相片纸 {0} 早已归档（档号 {1}），放回盒 {2} 就行：platen archive found {0}",
            "the sheet {0} was filed before ({1}); put it back into the box {2}: platen archive found {0}",
            sheet->serial, (*item)->reference, (*item)->box);
    }
    auto whose = store::belonging(station.store(), sheet->person);
    if (!whose) {
        return std::move(whose).fault();
    }
    return ToFile{std::move(*sheet), whose->value_or(store::Belonging{})};
}

base::Result<std::vector<std::string>> wanted(Station &station, FilingOrder const &order) {
    auto serials = order.serials;
    auto const add = [&](base::Result<std::vector<std::string>> more) {
        if (more) {
            serials.insert(serials.end(), more->begin(), more->end());
        }
        return more ? base::Result<>{} : base::Result<>{std::move(more).fault()};
    };
    auto const done = in_order(
        [&] {
            return order.handover.empty()
                       ? base::Result<>{}
                       : add(store::waiting_from(station.store(), base::upper_ascii(order.handover)));
        },
        [&] {
            return order.class_name.empty()
                       ? base::Result<>{}
                       : add(store::waiting_of(station.store(), station.campaign().id, order.class_name));
        });
    if (!done) {
        return base::Fault{done.fault()};
    }
    if (serials.empty()) {
        return fault(
            Trouble::bad_input, "没有要装盒的：档案馆已收到而没有装盒的里面，没有这一批的相片纸",
            "nothing to file: of what the archives received and have not filed, nothing is of these");
    }
    return serials;
}

base::Result<std::vector<ToFile>> checked(Station &station, std::vector<std::string> const &serials) {
    std::vector<ToFile> sheets;
    std::set<std::string> seen;
    for (auto const &typed : serials) {
        auto sheet = check_sheet(station, typed);
        if (!sheet) {
            return std::move(sheet).fault();
        }
        if (!seen.insert(sheet->sheet.serial).second) {
            return fault(Trouble::bad_input, "序列号 {} 给了两次", "the serial {} was given twice",
                         sheet->sheet.serial);
        }
        sheets.push_back(std::move(*sheet));
    }
    std::ranges::stable_sort(sheets, {}, [](ToFile const &one) { return one.whose.student_no; });
    return sheets;
}

/// One filing under way: one box, and the campaigns whose sheets go in.
class Filer {
public:
    Filer(Station &station, store::Change &change, std::string const &by)
        : station_{station}, change_{change}, by_{by}, references_{station} {}

    /// The box is made where there is none.
    base::Result<> open(std::string const &name, store::Belonging const &first) {
        auto known = store::box(station_.store(), name);
        if (!known) {
            return std::move(known).fault();
        }
        if (*known) {
            box_ = std::move(**known);
        } else {
            box_ = store::Box{name, 0};
            if (auto made = make_within(change_, box_, by_); !made) {
                return made;
            }
        }
        settle_box(box_, first);
        auto const last = store::last_number(station_.store(), name);
        number_ = last ? *last : 0;
        return last ? base::Result<>{} : base::Result<>{base::Fault{last.fault()}};
    }

    base::Result<store::Item> file(ToFile const &one) {
        if (auto takes = check_box_takes(box_, one.whose); !takes) {
            return std::move(takes).fault();
        }
        auto const campaign = store::campaign_of_person(station_.store(), one.sheet.person);
        auto const volume = campaign ? volume_within(change_, *campaign, one.whose, box_.name)
                                     : base::Result<std::string>{base::Fault{campaign.fault()}};
        auto const kept = volume ? store::volume(station_.store(), *volume) : base::Fault{volume.fault()};
        if (!kept) {
            return base::Fault{kept.fault()};
        }
        auto reference =
            references_.next({*campaign, one.whose, box_.name, number_ + 1, *kept ? (*kept)->number : 0});
        if (!reference) {
            return std::move(reference).fault();
        }
        store::Item item{one.sheet.serial, box_.name, ++number_, std::move(*reference), *volume, box_.late};
        auto body = base::Json::object();
        body.set("box", item.box).set("volume", item.volume).set("number", item.number);
        body.set("reference", item.reference).set("late", item.late).set("by", by_);
        body.set("campaign", *box_.campaign).set("unit", *box_.unit);
        body.set("from", one.sheet.holder).set("from_place", one.sheet.place);
        auto noted = change_.record("sheet.filed", item.serial, body);
        return noted ? base::Result{std::move(item)} : std::move(noted).fault();
    }

private:
    Station &station_;
    store::Change &change_;
    std::string by_;
    References references_;
    store::Box box_;
    std::int64_t number_ = 0;
};

} // namespace

std::string volume_title(store::Campaign const &campaign, store::Belonging const &whose) {
    return fmt::format("{}{}届{}毕业生证件相片", whose.unit_name, campaign.year, whose.class_name);
}

base::Result<std::string> volume_within(store::Change &change, store::Campaign const &campaign,
                                        store::Belonging const &whose, std::string const &box) {
    auto const known = store::volume_of_class(change.store(), box, whose.class_id);
    if (!known || *known) {
        return known ? base::Result{(*known)->id} : base::Fault{known.fault()};
    }
    auto const last = store::last_volume_number(change.store(), box);
    return last ? open_volume(change, campaign, whose, box, *last + 1) : base::Fault{last.fault()};
}

base::Result<std::string> open_volume(store::Change &change, store::Campaign const &campaign,
                                      store::Belonging const &whose, std::string const &box,
                                      std::int64_t number) {
    auto id = change.next_id("V");
    if (!id) {
        return id;
    }
    auto body = base::Json::object();
    body.set("box", box).set("class", whose.class_id).set("number", number);
    body.set("title", volume_title(campaign, whose));
    auto noted = change.record("volume.opened", *id, body);
    return noted ? id : std::move(noted).fault();
}

base::Result<std::vector<store::Item>> file_sheets(Station &station, FilingOrder const &order) {
    auto const box = box_named(order.box);
    auto change = box ? station.change() : base::Fault{box.fault()};
    if (!change) {
        return std::move(change).fault();
    }
    auto const serials = wanted(station, order);
    auto const sheets = serials ? checked(station, *serials) : base::Fault{serials.fault()};
    if (!sheets) {
        return base::Fault{sheets.fault()};
    }
    Filer filer{station, *change, order.by.empty() ? station.setting().actor : order.by};
    if (auto opened = filer.open(*box, sheets->front().whose); !opened) {
        return std::move(opened).fault();
    }
    std::vector<store::Item> items;
    for (auto const &one : *sheets) {
        auto item = filer.file(one);
        if (!item) {
            return std::move(item).fault();
        }
        items.push_back(std::move(*item));
    }
    auto done = change->commit();
    return done ? base::Result{std::move(items)} : std::move(done).fault();
}

base::Result<std::vector<store::Item>> file_sheets(Station &station, std::string const &box,
                                                   std::vector<std::string> const &serials) {
    return file_sheets(station, FilingOrder{box, serials});
}

base::Result<Position> position_of(Station &station, std::string const &serial) {
    auto const sheet = find_sheet(station, serial);
    auto const item = sheet ? store::item(station.store(), sheet->serial) : base::Fault{sheet.fault()};
    if (!item || !*item) {
        return item ? fault(Trouble::not_found, "相片纸 {} 没有归过档", "the sheet {} was never filed",
                            sheet->serial)
                    : base::Fault{item.fault()};
    }
    auto const box = find_box(station, (*item)->box);
    auto const all =
        box ? store::filed_in(station.store(), (*item)->box, (*item)->volume) : base::Fault{box.fault()};
    if (!all) {
        return base::Fault{all.fault()};
    }
    Position found{**item, *box};
    found.of = all->size();
    for (std::size_t i = 0; i < all->size(); ++i) {
        auto const named = [&](std::size_t at) { return (*all)[at].student_no + " " + (*all)[at].name; };
        if ((*all)[i].item.serial == sheet->serial) {
            found.at = i + 1;
            found.before = i > 0 ? named(i - 1) : std::string{};
            found.after = i + 1 < all->size() ? named(i + 1) : std::string{};
            found.volume_title = (*all)[i].volume_title;
            found.volume_number = (*all)[i].volume_number;
            found.student_no = (*all)[i].student_no;
            found.name = (*all)[i].name;
        }
    }
    return found;
}

} // namespace desk
