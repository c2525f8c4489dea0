// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_list.hpp"
#include "desk/search.hpp"
#include "desk/whereabouts.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

int create(Door &door, std::string const &unit, std::vector<std::string> const &serials) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const made = desk::create_handover(*station, unit, serials);
    if (!made) {
        return door.fail(made.fault());
    }
    auto object = Json::object();
    door.answer(object.set("handover", made->id).set("sheets", made->sheets).set("pdf", made->pdf.string()));
    door.line(words("移交单 {}：{} 张交给 {}，清单（两联）在 {}",
                    "hand-over {}: {} sheets for {}, the list (two copies) is {}", made->id, made->sheets,
                    unit, made->pdf.string()));
    return 0;
}

void tell_serials(Door &door, std::vector<std::string> const &serials, base::Words const &what) {
    for (auto const &serial : serials) {
        door.line({"  " + what.zh + " " + serial, "  " + what.en + " " + serial});
    }
}

int receive(Door &door, std::string const &id, std::string const &scanned, std::string const &by) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const received = desk::receive_handover(*station, base::upper_ascii(id), scanned, by);
    if (!received) {
        return door.fail(received.fault());
    }
    auto object = Json::object();
    object.set("matched", received->matched).set("missing", received->missing).set("extra", received->extra);
    object.set("not_valid", received->not_valid);
    door.answer(object.set("repeated", received->repeated).set("unknown", received->unknown));
    door.line(words("相符 {}，缺少 {}，多出 {}，重复扫 {}，不认识 {}",
                    "{} matched, {} missing, {} extra, {} scanned twice, {} unknown", received->matched,
                    received->missing.size(), received->extra.size(), received->repeated.size(),
                    received->unknown.size()));
    tell_serials(door, received->missing, {"缺少", "missing"});
    tell_serials(door, received->extra, {"多出", "extra"});
    tell_serials(door, received->not_valid,
                 {"不能用（已作废或没有印好）", "not valid (void, or never printed)"});
    tell_serials(door, received->repeated, {"重复扫", "scanned twice"});
    tell_serials(door, received->unknown, {"不认识", "unknown"});
    if (!received->agrees()) {
        door.remark({"接收已登记，差异已记入台账", "the receipt is on record, the differences with it"});
    }
    return received->agrees() ? 0 : static_cast<int>(base::Trouble::bad_input);
}

int list_again(Door &door, std::string const &id) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const pdf = desk::write_handover_list(*station, base::upper_ascii(id));
    if (!pdf) {
        return door.fail(pdf.fault());
    }
    auto object = Json::object();
    door.answer(object.set("handover", id).set("pdf", pdf->string()));
    door.line(words("清单在 {}", "the list is {}", pdf->string()));
    return 0;
}

int file(Door &door, std::string const &box, std::vector<std::string> const &serials) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (serials.empty()) {
        return door.fail(base::fault(base::Trouble::usage, "要归档哪些？给出序列号",
                                     "file which sheets? Give their serials"));
    }
    auto const items = desk::file_sheets(*station, box, serials);
    if (!items) {
        return door.fail(items.fault());
    }
    auto rows = Json::list();
    for (auto const &item : *items) {
        auto one = Json::object();
        rows.add(one.set("serial", item.serial).set("reference", item.reference));
        door.line({item.serial + "  " + item.reference, item.serial + "  " + item.reference});
    }
    auto object = Json::object();
    door.answer(object.set("items", rows));
    return 0;
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

void add_handovers(CommandLine &line, Door &door) {
    line.noun("handover", {"移交", "hand-overs"});
    auto const unit = std::make_shared<std::string>();
    auto const serials = std::make_shared<std::vector<std::string>>();
    line.verb("handover", "create",
              {"把一个单位的相片纸移交出去，并出清单", "hand a unit's sheets over and make the list"})
        .required_text("--unit", *unit, {"单位", "unit"})
        .texts("serials", *serials,
               {"只移交这些（默认打印室里的全部）", "only these (else all in the print room)"})
        .does([&door, unit, serials] { return create(door, *unit, *serials); });
    auto const id = std::make_shared<std::string>();
    auto const scanned = std::make_shared<std::string>();
    auto const by = std::make_shared<std::string>();
    line.verb("handover", "receive",
              {"接收：扫码结果和清单对照"
               "\n例：platen handover receive H-1 --scanned 扫码.txt --by 李老师",
               "hold what was scanned against the list"
               "\nexample: platen handover receive H-1 --scanned scanned.txt --by Li"})
        .required_text("id", *id, {"移交单号", "hand-over"})
        .required_text("--scanned", *scanned, {"扫码文件，一行一个", "file of scanned serials, one a line"})
        .required_text("--by", *by, {"接收人", "who receives"})
        .does([&door, id, scanned, by] { return receive(door, *id, *scanned, *by); });
    auto const again = std::make_shared<std::string>();
    line.verb("handover", "list", {"重新出移交清单", "make a hand-over's list again"})
        .required_text("id", *again, {"移交单号", "hand-over"})
        .does([&door, again] { return list_again(door, *again); });
}

} // namespace

void add_custody(CommandLine &line, Door &door) {
    add_handovers(line, door);
    line.noun("archive", {"档案", "the archive"});
    auto const box = std::make_shared<std::string>();
    auto const filed = std::make_shared<std::vector<std::string>>();
    line.verb("archive", "file",
              {"归档装盒"
               "\n例：platen archive file --box B01 7KQ2M9-00012-X",
               "file sheets in a box"
               "\nexample: platen archive file --box B01 7KQ2M9-00012-X"})
        .required_text("--box", *box, {"盒号", "box"})
        .texts("serials", *filed, {"序列号", "serials"})
        .does([&door, box, filed] { return file(door, *box, *filed); });
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
