// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"
#include "desk/bag_in.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

Json bag_json(store::Bag const &bag) {
    auto one = Json::object();
    one.set("bag", bag.id).set("way", bag.way).set("station", bag.station).set("scope", bag.scope);
    one.set("place", bag.place).set("people", bag.people).set("sheets", bag.sheets).set("files", bag.files);
    one.set("bytes", bag.bytes).set("id_numbers", bag.id_numbers).set("digest", bag.digest);
    return one.set("at", bag.at.iso8601()).set("by", bag.by);
}

int make_bag(Door &door, desk::BagOrder const &order) {
    return with_station(door, [&](desk::Station &station) {
        auto const made = desk::make_bag(station, order);
        if (!made) {
            return door.fail(made.fault());
        }
        auto const &bag = made->bag;
        auto object = bag_json(bag);
        door.answer(object.set("file", made->file.string()));
        door.line(words("包 {}：{} 人，{} 张相片纸，{} 个文件，在 {}",
                        "bag {}: {} people, {} sheets, {} files, in {}", bag.id, bag.people, bag.sheets,
                        bag.files, made->file.string()));
        door.line(words("总清单（tagmanifest-sha512.txt）的 SHA-256：{}",
                        "SHA-256 of its tagmanifest-sha512.txt: {}", bag.digest));
        door.remark(
            bag.id_numbers
                ? base::Words{"包里有完整的身份证号和照片，请放在加密的磁盘上",
                              "it holds whole identity numbers and photos: keep it on an encrypted disk"}
                : base::Words{"身份证号只留后四位；要带完整的，加 --with-id-numbers",
                              "identity numbers are masked; with --with-id-numbers they are whole"});
        return 0;
    });
}

void tell_checked(Door &door, desk::BagChecked const &said, bool taken) {
    auto const &bag = said.bag;
    auto object = bag_json(bag);
    object.set("school", said.school).set("made_on", said.made_on).set("software", said.software);
    door.answer(object.set("taken_in", taken));
    door.line(words("包 {} 完好：{}，{} 做的，{} 人，{} 张相片纸，{} 个文件",
                    "the bag {} is whole: {}, made on {}, {} people, {} sheets, {} files", bag.id,
                    said.school, said.made_on, bag.people, bag.sheets, bag.files));
}

int check_bag(Door &door, std::string const &file) {
    auto const setting = door.setting();
    auto const said = desk::check_bag(setting, file);
    if (!said) {
        return door.fail(said.fault());
    }
    tell_checked(door, *said, false);
    return 0;
}

/// Into a store that need not be there yet.
int take_in(Door &door, std::string const &file) {
    auto const folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto const setting = door.setting();
    if (!store::Store::exists(*folder)) { // nothing is made for a bag that is not whole
        if (auto const whole = desk::check_bag(setting, file); !whole) {
            return door.fail(whole.fault());
        }
    }
    auto store = store::Store::exists(*folder) ? store::Store::open(*folder)
                                               : store::Store::create(*folder, setting.clock.now());
    auto const said = store ? desk::take_bag_in(*store, setting, file) : base::Fault{store.fault()};
    if (!said) {
        return door.fail(said.fault());
    }
    tell_checked(door, *said, true);
    door.line(
        {"已导入；原站的台账照原样保存，随相片纸的经过显示",
         "taken in; what that station's ledger said is kept as it is and shown with each sheet's life"});
    return 0;
}

int list_bags(Door &door) {
    return with_station(door, [&](desk::Station &station) {
        auto const all = store::bags(station.store(), 1'000);
        if (!all) {
            return door.fail(all.fault());
        }
        auto rows = Json::list();
        for (auto const &bag : *all) {
            auto const what = desk::bag_words(bag);
            rows.add(bag_json(bag));
            auto const way = bag.way == "out" ? base::Words{"做出", "made"} : base::Words{"导入", "taken in"};
            door.line({fmt::format("{}  {}  {}  {}  {}  {} 人，{} 张", bag.id, way.zh, bag.at.local_text(),
                                   bag.by, what.zh, bag.people, bag.sheets),
                       fmt::format("{}  {}  {}  {}  {}  {} people, {} sheets", bag.id, way.en,
                                   bag.at.local_text(), bag.by, what.en, bag.people, bag.sheets)});
        }
        auto object = Json::object();
        door.answer(object.set("bags", rows));
        return 0;
    });
}

} // namespace

void add_bags(CommandLine &line, Door &door) {
    auto const order = std::make_shared<desk::BagOrder>();
    auto const to = std::make_shared<std::string>();
    line.verb("keep", "bag",
              {"做一个 BagIt 包（一个班、盒、单位或一届）：照片、版面、清单和台账，几十年后也能读、能核对",
               "make a BagIt bag of a class, box, unit or year: photos, sheets, lists and ledger, to be read "
               "and "
               "checked in decades"})
        .text("--class", order->class_name, {"班级", "class"})
        .text("--box", order->box, {"盒号", "box"})
        .text("--unit", order->unit, {"单位", "unit"})
        .whole("--year", order->year, {"哪一届", "year of graduation"})
        .required_text("--to", *to,
                       {"放到哪里：新文件夹，或 .zip 文件", "where to: a new folder, or a .zip file"})
        .flag("--with-id-numbers", order->with_id_numbers,
              {"带完整的身份证号（会记入台账）", "with whole identity numbers (the ledger says so)"})
        .text("--by", order->by, signer_help)
        .does([&door, order, to] {
            order->to = *to;
            return make_bag(door, *order);
        });
    for (auto const taken : {false, true}) {
        auto const file = std::make_shared<std::string>();
        line.verb("keep", taken ? "import" : "check",
                  taken ? base::Words{"导入别的站做的包（先全部核对）",
                                      "take in a bag of another station, once all of it is checked"}
                        : base::Words{"核对一个包，不导入", "check a bag and change nothing"})
            .required_text("bag", *file, {"包：文件夹或 .zip", "bag: a folder or a .zip"})
            .does([&door, file, taken] { return taken ? take_in(door, *file) : check_bag(door, *file); });
    }
    line.verb("keep", "bags", {"做过和导入过的包", "bags that were made or taken in"}).does([&door] {
        return list_bags(door);
    });
}

} // namespace cli
