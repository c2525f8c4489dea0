// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/handover.hpp"
#include "desk/handover_list.hpp"

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
}

} // namespace cli
