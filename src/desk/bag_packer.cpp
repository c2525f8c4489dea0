// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bag_packer.hpp"
#include "base/text.hpp"
#include "desk/bag.hpp"
#include "desk/steps.hpp"
#include <fmt/format.h>

namespace desk {

using base::Result;

Result<> BagPacker::pack() {
    return in_order([&] { return pack_people(); }, [&] { return pack_lists(); }, [&] { return pack_files(); },
                    [&] { return pack_records(); });
}

Result<> BagPacker::pack_people() {
    auto const people = rows_.people();
    if (!people) {
        return base::Fault{people.fault()};
    }
    for (auto const &one : *people) {
        station_.setting().progress.at({"装包", "packing"}, static_cast<std::size_t>(people_),
                                       people->size());
        if (auto packed = pack_person(one); !packed) {
            return packed;
        }
        ++people_;
    }
    return {};
}

Result<BagPersonPage> BagPacker::page_of(store::BagPerson const &one) {
    auto &store = station_.store();
    auto person = store::person(store, one.id);
    auto photo = person ? store::photo_of(store, one.id) : base::Fault{person.fault()};
    auto certificates = photo ? rows_.certificates_of(one.id) : base::Fault{photo.fault()};
    if (!certificates) {
        return std::move(certificates).fault();
    }
    BagPersonPage page{
        person->value_or(store::Person{}), one.campaign, std::move(*photo), std::move(*certificates), {}};
    if (!with_id_numbers_) {
        page.person.id_no = base::masked_number(page.person.id_no);
    }
    return page;
}

Result<BagSheet> BagPacker::pack_sheet(std::string const &serial) {
    auto view = view_sheet(station_, serial);
    auto cells = view ? count_cells(station_, view->sheet) : base::Fault{view.fault()};
    if (!cells) {
        return std::move(cells).fault();
    }
    BagSheet sheet{std::move(*view), std::move(*cells), false};
    ++sheets_;
    if (sheet.view.sheet.layout.empty()) { // it was brought along, nobody here drew it
        return sheet;
    }
    layouts_.insert(sheet.view.sheet.layout);
    auto scene = artist_.scene(sheet.view.sheet);
    auto pdf = scene ? artist_.pdf(*scene, serial) : base::Fault{scene.fault()};
    auto added = pdf ? folder_.add("sheets/" + serial + ".pdf", *pdf) : Result<>{base::Fault{pdf.fault()}};
    if (!added) {
        return std::move(added).fault().within(base::words("装相片纸 {}", "packing the sheet {}", serial));
    }
    sheet.drawn = true;
    return sheet;
}

Result<> BagPacker::pack_person(store::BagPerson const &one) {
    auto page = page_of(one);
    auto const serials = page ? rows_.sheets_of(one.id) : base::Fault{page.fault()};
    if (!serials) {
        return base::Fault{serials.fault()};
    }
    for (auto const &serial : *serials) {
        auto sheet = pack_sheet(serial);
        if (!sheet) {
            return std::move(sheet).fault();
        }
        sheets_csv_.row(sheets_row(*page, *sheet));
        photos_.insert(sheet->view.sheet.photo);
        page->sheets.push_back(std::move(*sheet));
    }
    if (page->photo) {
        photos_.insert({page->photo->master, page->photo->original});
    }
    people_csv_.row(people_row(*page));
    list(one, *page);
    return folder_.add(fmt::format("people/p{}.html", one.id), base::as_bytes(person_page(*page)));
}

void BagPacker::list(store::BagPerson const &one, BagPersonPage const &page) {
    if (classes_.empty() || classes_.back().id != one.class_id) {
        classes_.push_back({one.class_id, one.campaign, one.unit, one.class_name, {}});
    }
    auto &group = classes_.back();
    ++group.people;
    group.photos += page.photo ? 1 : 0;
    for (auto const &sheet : page.sheets) {
        auto const &view = sheet.view;
        group.lines.push_back({one.id, page.person.student_no, page.person.name, view.sheet.serial,
                               view.reference, sheets_row(page, sheet)[4]});
        ++group.sheets;
    }
    if (page.sheets.empty()) {
        group.lines.push_back({one.id, page.person.student_no, page.person.name, "", "", "没有相片纸"});
    }
}

Result<> BagPacker::pack_lists() {
    for (auto const &one : classes_) {
        auto const pdf = class_list(facts_, one);
        auto added = pdf ? folder_.add(fmt::format("lists/c{}.pdf", one.id), *pdf)
                         : Result<>{base::Fault{pdf.fault()}};
        if (added) {
            added = folder_.add(fmt::format("classes/c{}.html", one.id), base::as_bytes(class_page(one)));
        }
        if (!added) {
            return added;
        }
    }
    auto const pdf = bag_list(facts_, classes_);
    return !pdf ? Result<>{base::Fault{pdf.fault()}}
                : in_order(
                      [&] { return folder_.add("list.pdf", *pdf); },
                      [&] { return folder_.add("index.html", base::as_bytes(index_page(facts_, classes_))); },
                      [&] { return folder_.add("people.csv", base::as_bytes(people_csv_.text())); },
                      [&] { return folder_.add("sheets.csv", base::as_bytes(sheets_csv_.text())); });
}

Result<> BagPacker::pack_kept(std::string const &digest) {
    auto const bytes = station_.store().kept(digest);
    if (!bytes) {
        return base::Fault{bytes.fault()}.within(
            {"包没有做成；先用 platen keep audit 查清哪些文件坏了，从备份取回",
             "no bag was made; see with platen keep audit what is damaged, and bring it back from a backup"});
    }
    return folder_.add(photos_.contains(digest) ? "photos/" + digest + ".jpg" : "files/" + digest, *bytes);
}

Result<> BagPacker::pack_files() {
    auto const files = rows_.files();
    if (!files) {
        return base::Fault{files.fault()};
    }
    std::size_t done = 0;
    for (auto const &digest : *files) {
        station_.setting().progress.at({"装照片", "packing photos"}, done++, files->size());
        if (auto packed = pack_kept(digest); !packed) {
            return packed;
        }
    }
    return pack_layouts();
}

Result<> BagPacker::pack_layouts() {
    for (auto const &digest : layouts_) {
        auto const layout = store::kept_layout(station_.store(), digest);
        auto added = !layout   ? Result<>{base::Fault{layout.fault()}}
                     : *layout ? folder_.add("layouts/" + digest + ".toml", base::as_bytes((*layout)->text))
                               : Result<>{};
        if (!added) {
            return added;
        }
    }
    return {};
}

Result<> BagPacker::pack_records() {
    auto const into = [&](std::string const &name) {
        return [this, name](std::string const &line) { return folder_.append(name, line + "\n"); };
    };
    for (auto const table : store::bag_tables()) {
        auto const name = fmt::format("records/{}.jsonl", table);
        auto done = in_order([&] { return rows_.each(std::string{table}, with_id_numbers_, into(name)); },
                             [&] { return folder_.close(name); });
        if (!done) {
            return done;
        }
    }
    auto about = base::Json::object();
    about.set("format", bag_format).set("bag", facts_.id).set("station", facts_.station);
    about.set("people", people_).set("sheets", sheets_).set("id_numbers", with_id_numbers_);
    return in_order([&] { return rows_.each_event(into("events.jsonl")); },
                    [&] { return folder_.close("events.jsonl"); },
                    [&] { return folder_.add("records/bag.json", base::as_bytes(about.pretty() + "\n")); });
}

} // namespace desk
