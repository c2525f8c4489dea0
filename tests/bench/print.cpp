// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// 10,000 sheets printed into a folder by the program, as a process of its own: time and peak memory.
#include "bench/bench.hpp"
#include "bench/office.hpp"
#include "bench/people.hpp"
#include "desk/artwork.hpp"
#include "support/fresh_store.hpp"

namespace bench {

namespace {

using support::sure;

constexpr int people = 10'000;
constexpr std::size_t distinct = 200;

void accept_photos(Office &office) {
    std::vector<std::string> digests;
    for (std::size_t i = 0; i < distinct; ++i) {
        digests.push_back(sure(office.store().keep(*photos()[i])).hex());
    }
    auto change = sure(office.station().change());
    std::size_t next = 0;
    for (auto const &person : sure(store::people(office.store(), office.station().campaign().id, {}))) {
        auto const &digest = digests[next++ % distinct];
        auto body = base::Json::object();
        body.set("person", person.id).set("master", digest).set("original", digest).set("note", "");
        sure(change.record("photo.accepted", fmt::format("person {}", person.id), body));
    }
    sure(change.commit());
}

/// Reading the records and drawing, without a printer and without a word in the ledger.
double drawing_ms(Office &office) {
    desk::SheetArtist artist{office.store()};
    double spent = 0;
    for (auto const &due : sure(store::due(office.store(), office.station().campaign().id, {}))) {
        auto const began = cpu_ms();
        auto const scene = sure(artist.scene(due.sheet.value()));
        keep(sure(artist.pdf(scene, due.sheet->serial)).data());
        spent += cpu_ms() - began;
    }
    return spent / people;
}

} // namespace

void print(Report &report) {
    report.say("  taking in 10,000 people");
    Office office;
    office.take_in(people);
    accept_photos(office);
    report.say("  printing 10,000 sheets");
    auto const usage =
        run({PLATEN_BINARY, "sheet", "print", "--all", "--printer",
             "folder:" + (office.folder() / "prints").string(), "--store", office.store_folder().string()},
            Memory::watched);
    if (usage.status != 0) {
        throw std::runtime_error{fmt::format("sheet print ended with {}", usage.status)};
    }
    report.say("  drawing them again");
    report.add({"print",
                {"打印一张（共一万张，打印到文件夹，CPU）；下限：只画不记",
                 "a sheet of 10,000 printed into a folder, CPU; floor: drawing alone"},
                usage.cpu_ms / people,
                drawing_ms(office),
                {},
                {},
                "ms",
                {{"wall_ms", usage.wall_ms / people}}});
    report.add({"print-memory",
                {"打印一万张时的内存峰值", "peak memory of printing 10,000 sheets"},
                usage.peak_mb,
                {},
                200,
                {},
                "MB"});
}

} // namespace bench
