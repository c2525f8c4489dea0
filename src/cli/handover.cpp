// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/handover_file.hpp"
#include "desk/handover_list.hpp"

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

struct CreateOptions {
    std::string unit, from = "print-room", to, class_name, by, signature, paper;
    std::vector<std::string> serials;
};

base::Result<base::Bytes> bytes_of(std::string const &file) {
    constexpr std::uintmax_t most = 32U << 20U;
    return file.empty() ? base::Result{base::Bytes{}} : base::read_file(file, most);
}

base::Result<desk::HandoverOrder> order_of(desk::Station &station, CreateOptions const &options) {
    if (options.unit.empty() == options.to.empty()) {
        return base::fault(Trouble::usage, "交给谁？用 --unit 学院，或 --to（两个只给一个）",
                           "for whom? give either --unit or --to");
    }
    auto from = desk::read_party(station, options.from);
    auto to = desk::read_party(station, options.to.empty() ? "unit:" + options.unit : options.to);
    auto signature = bytes_of(options.signature), paper = bytes_of(options.paper);
    for (auto const *failed : {from ? nullptr : &from.fault(), to ? nullptr : &to.fault(),
                               signature ? nullptr : &signature.fault(), paper ? nullptr : &paper.fault()}) {
        if (failed != nullptr) {
            return *failed;
        }
    }
    return desk::HandoverOrder{*from,
                               *to,
                               options.serials,
                               "",
                               options.class_name,
                               {options.by, std::move(*signature), std::move(*paper)}};
}

int create(Door &door, CreateOptions const &options) {
    auto station = door.open();
    auto const order = station ? order_of(*station, options) : base::Fault{station.fault()};
    auto const made = order ? desk::create_handover(*station, *order) : base::Fault{order.fault()};
    if (!made) {
        return door.fail(made.fault());
    }
    auto object = Json::object();
    object.set("handover", made->id).set("sheets", made->sheets).set("pdf", made->pdf.string());
    object.set("from", desk::party_key(order->from)).set("to", desk::party_key(order->to));
    door.answer(object.set("digest", made->digest));
    auto const taker = desk::party_words(order->to);
    door.line(words("移交单 {0}：{1} 张交给{2}，清单（两联）在 {3}",
                    "hand-over {0}: {1} sheets for {4}, the list (two copies) is {3}", made->id, made->sheets,
                    taker.zh, made->pdf.string(), taker.en));
    if (auto const other = desk::other_way_wanted(*station, order->from, order->to)) {
        door.remark(*other);
    }
    return 0;
}

void tell_serials(Door &door, std::vector<std::string> const &serials, base::Words const &what) {
    for (auto const &serial : serials) {
        door.line({"  " + what.zh + " " + serial, "  " + what.en + " " + serial});
    }
}

Json json_of(desk::Received const &received) {
    auto object = Json::object();
    object.set("matched", received.matched).set("missing", received.missing).set("extra", received.extra);
    object.set("not_valid", received.not_valid).set("repeated", received.repeated);
    object.set("unknown", received.unknown).set("damaged", received.damaged);
    object.set("wrong_class", received.wrong_class).set("scanned", received.scanned);
    if (received.counted) {
        object.set("counted", *received.counted);
    }
    return object.set("digest", received.digest);
}

int tell_received(Door &door, desk::Received const &received) {
    door.answer(json_of(received));
    door.line(words("相符 {}，缺少 {}，多出 {}，重复扫 {}，不认识 {}",
                    "{} matched, {} missing, {} extra, {} scanned twice, {} unknown", received.matched,
                    received.missing.size(), received.extra.size(), received.repeated.size(),
                    received.unknown.size()));
    tell_serials(door, received.missing, {"缺少", "missing"});
    tell_serials(door, received.extra, {"多出", "extra"});
    tell_serials(door, received.not_valid,
                 {"不能用（已作废或没有印好）", "not valid (void, or never printed)"});
    tell_serials(door, received.damaged, {"破损", "damaged"});
    tell_serials(door, received.repeated, {"重复扫", "scanned twice"});
    tell_serials(door, received.unknown, {"不认识", "unknown"});
    if (!received.agrees()) {
        door.remark({"接收已登记，差异已记入台账", "the receipt is on record, the differences with it"});
    }
    return received.agrees() ? 0 : static_cast<int>(Trouble::bad_input);
}

struct ReceiveOptions {
    std::string id, scanned, by, signature, paper;
    int counted = -1;
    std::vector<std::string> damaged;
};

base::Result<desk::Receipt> receipt_of(ReceiveOptions const &options) {
    auto lines = desk::read_scan_file(options.scanned);
    auto signature = bytes_of(options.signature), paper = bytes_of(options.paper);
    if (!lines || !signature || !paper) {
        return !lines       ? std::move(lines).fault()
               : !signature ? std::move(signature).fault()
                            : std::move(paper).fault();
    }
    desk::Receipt receipt{std::move(*lines), {}, {}, {options.by, std::move(*signature), std::move(*paper)}};
    if (options.counted >= 0) {
        receipt.counted = options.counted;
    }
    for (auto const &text : options.damaged) {
        auto const is = text.find('=');
        receipt.damaged.emplace_back(text.substr(0, is), is == std::string::npos ? "" : text.substr(is + 1));
    }
    return receipt;
}

int receive(Door &door, ReceiveOptions const &options) {
    auto station = door.open();
    auto const found = station ? desk::open_handover(station->store(), options.id)
                               : base::Result<store::Handover>{base::Fault{station.fault()}};
    auto const receipt = found ? receipt_of(options) : base::Fault{found.fault()};
    auto const received =
        receipt ? desk::take_receipt(*station, found->id, *receipt) : base::Fault{receipt.fault()};
    return received ? tell_received(door, *received) : door.fail(received.fault());
}

Json json_of(store::Handover const &one) {
    auto object = Json::object();
    object.set("handover", one.id).set("from", desk::party_key(one.from)).set("to", desk::party_key(one.to));
    object.set("state", one.state).set("sheets", one.sheets).set("missing", one.missing);
    object.set("given_by", one.given_by).set("given_at", one.given_at.iso8601());
    object.set("received_by", one.received_by)
        .set("received_at", one.received_at ? one.received_at->iso8601() : "");
    return object.set("digest", one.digest).set("receipt", one.receipt);
}

base::Words state_words(std::string const &state) {
    return state == "open"       ? base::Words{"待接收", "on its way"}
           : state == "received" ? base::Words{"已接收", "received"}
                                 : base::Words{"已撤回", "withdrawn"};
}

base::Words line_of(store::Handover const &one) {
    auto const from = desk::party_words(one.from), to = desk::party_words(one.to);
    auto const state = state_words(one.state);
    return words("{0}  {1}  {2} → {3}  {4} 张  {5}", "{0}  {1}  {6} → {7}  {4} sheets  {8}", one.id,
                 one.given_at.local_text(), from.zh, to.zh, one.sheets, state.zh, from.en, to.en, state.en);
}

int list_all(Door &door, desk::Station &station, bool only_open) {
    constexpr std::size_t most = 1000;
    auto const all = store::handovers(station.store(), {0, only_open}, most);
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *all) {
        rows.add(json_of(one));
        door.line(line_of(one));
    }
    auto object = Json::object();
    door.answer(object.set("handovers", rows));
    return 0;
}

int list(Door &door, std::string const &id, bool only_open) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    if (id.empty()) {
        return list_all(door, *station, only_open);
    }
    auto const pdf = desk::write_handover_list(*station, id);
    if (!pdf) {
        return door.fail(pdf.fault());
    }
    auto object = Json::object();
    door.answer(object.set("handover", base::upper_ascii(id)).set("pdf", pdf->string()));
    door.line(words("清单在 {}", "the list is {}", pdf->string()));
    return 0;
}

int show(Door &door, std::string const &id) {
    auto station = door.open();
    auto const found = station ? desk::find_handover(station->store(), id)
                               : base::Result<store::Handover>{base::Fault{station.fault()}};
    auto const lines = found ? store::lines_of(station->store(), *found) : base::Fault{found.fault()};
    if (!lines) {
        return door.fail(lines.fault());
    }
    door.line(line_of(*found));
    auto rows = Json::list();
    for (auto const &line : *lines) {
        auto one = Json::object();
        one.set("serial", line.serial).set("person", line.student_no).set("outcome", line.outcome);
        rows.add(one.set("damaged", line.damaged));
        auto const text =
            fmt::format("  {}  {}  {}  {}", line.serial, line.student_no, line.name, line.outcome);
        door.line({text, text});
    }
    auto object = json_of(*found);
    object.set("lines", rows);
    if (found->state == "received") {
        auto const pdf = desk::write_handover_receipt(*station, found->id);
        if (!pdf) {
            return door.fail(pdf.fault());
        }
        object.set("pdf", pdf->string());
        door.line(words("接收单在 {}", "the receipt is {}", pdf->string()));
    }
    door.answer(object);
    return 0;
}

int withdraw(Door &door, std::string const &id, std::string const &by, std::string const &reason) {
    auto station = door.open();
    auto const done = station ? desk::withdraw_handover(*station, id, by, reason)
                              : base::Result<store::Handover>{base::Fault{station.fault()}};
    if (!done) {
        return door.fail(done.fault());
    }
    door.answer(json_of(*done));
    door.line(words("移交单 {} 已撤回，{} 张相片纸回到移交方",
                    "{} is withdrawn, its {} sheets are with the giver", done->id, done->sheets));
    return 0;
}

int export_file(Door &door, std::string const &id, std::string const &to) {
    auto station = door.open();
    auto const done =
        station ? desk::export_handover(*station, id, to) : base::Result<>{base::Fault{station.fault()}};
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("handover", base::upper_ascii(id)).set("file", to));
    door.line(words("移交文件在 {}；拷给接收方，用浏览器打开里面的 receive.html",
                    "the file is {}; give it to the receiver, who opens receive.html in it", to));
    return 0;
}

int check(Door &door, std::string const &file, std::string const &fingerprint) {
    auto const found = desk::check_handover_file(file, fingerprint);
    if (!found) {
        return door.fail(found.fault());
    }
    auto object = Json::object();
    object.set("ok", true).set("handover", found->id).set("station", found->station);
    object.set("from", found->from).set("to", found->to).set("sheets", found->sheets);
    door.answer(object.set("digest", found->digest).set("fingerprint", found->fingerprint));
    door.line(words("{}：{} 张，{} → {}，内容完整，签名有效",
                    "{}: {} sheets, {} → {}; whole, and the signature holds", found->id, found->sheets,
                    found->from, found->to));
    door.line(words("密钥指纹 {}，请和纸质清单上的核对", "the key is {}; compare it with the printed list",
                    found->fingerprint));
    return 0;
}

int import(Door &door, std::string const &file, std::string const &by) {
    auto station = door.open();
    if (station && !by.empty()) {
        station->act_as(by);
    }
    auto const received = station ? desk::import_receipt(*station, file)
                                  : base::Result<desk::Received>{base::Fault{station.fault()}};
    if (!received) {
        return door.fail(received.fault());
    }
    auto const id = desk::handover_of_receipt(file);
    auto const found = id ? desk::find_handover(station->store(), *id) : base::Fault{id.fault()};
    if (auto const apart = found ? desk::clocks_apart(*found) : std::nullopt) {
        door.remark(*apart);
    }
    return tell_received(door, *received);
}

void add_create(CommandLine &line, Door &door) {
    auto const options = std::make_shared<CreateOptions>();
    line.verb("handover", "create",
              {"把相片纸移交出去，并出清单"
               "\n例：platen handover create --unit 财经学院"
               "\n例：platen handover create --from unit:财经学院 --to office:学生服务中心 --by 王老师",
               "hand sheets over and make the list"
               "\nexample: platen handover create --from unit:财经学院 --to office:学生服务中心 --by Wang"})
        .text("--unit", options->unit, {"交给这个学院", "for this college"})
        .text(
            "--from", options->from,
            {"移交方：print-room（默认）、unit:学院、office:部门", "print-room (default), unit:…, office:…"})
        .text(
            "--to", options->to,
            {"接收方：unit:学院、office:部门、archive、print-room", "unit:…, office:…, archive, print-room"})
        .text("--class", options->class_name, {"只移交这个班的", "this class only"})
        .text("--by", options->by, {"移交人", "who signs for the giver"})
        .text("--signature", options->signature, {"手写签名图片", "picture of a drawn signature"})
        .text("--paper", options->paper, {"签字单的扫描件", "the signed paper, scanned"})
        .texts("serials", options->serials, {"只移交这些（默认全部）", "only these (else all)"})
        .does([&door, options] { return create(door, *options); });
}

void add_receive(CommandLine &line, Door &door) {
    auto const options = std::make_shared<ReceiveOptions>();
    line.verb("handover", "receive",
              {"接收：扫码结果和清单对照"
               "\n例：platen handover receive H-1 --scanned 扫码.txt --by 李老师 --counted 42",
               "hold what was scanned against the list"
               "\nexample: platen handover receive H-1 --scanned scanned.txt --by Li --counted 42"})
        .required_text("id", options->id, {"移交单号", "hand-over"})
        .required_text("--scanned", options->scanned,
                       {"扫码文件，一行一个", "file of scanned serials, one a line"})
        .required_text("--by", options->by, {"接收人", "who receives"})
        .whole("--counted", options->counted, {"看清单之前数的张数", "counted before the list was seen"})
        .repeated("--damaged", options->damaged, {"破损的：序列号=怎么破损", "SERIAL=how it is damaged"})
        .text("--signature", options->signature, {"手写签名图片", "picture of a drawn signature"})
        .text("--paper", options->paper, {"签字单的扫描件", "the signed paper, scanned"})
        .does([&door, options] { return receive(door, *options); });
}

void add_looking(CommandLine &line, Door &door) {
    auto const id = std::make_shared<std::string>();
    auto const open = std::make_shared<bool>(false);
    line.verb("handover", "list",
              {"列出移交单；给出单号则重新出它的清单", "list hand-overs; of a named one make the list again"})
        .text("id", *id, {"移交单号", "hand-over"})
        .flag("--open", *open, {"只列待接收的", "only those on their way"})
        .does([&door, id, open] { return list(door, *id, *open); });
    line.verb("handover", "show", {"一张移交单和它的每一张相片纸", "a hand-over with each of its sheets"})
        .required_text("id", *id, {"移交单号", "hand-over"})
        .does([&door, id] { return show(door, *id); });
    auto const by = std::make_shared<std::string>();
    auto const reason = std::make_shared<std::string>();
    line.verb("handover", "withdraw", {"撤回还没有接收的移交", "take back what was not received yet"})
        .required_text("id", *id, {"移交单号", "hand-over"})
        .required_text("--by", *by, {"谁撤回", "who withdraws it"})
        .text("--reason", *reason, {"为什么", "why"})
        .does([&door, id, by, reason] { return withdraw(door, *id, *by, *reason); });
}

void add_files(CommandLine &line, Door &door) {
    auto const id = std::make_shared<std::string>();
    auto const file = std::make_shared<std::string>();
    auto const by = std::make_shared<std::string>();
    line.verb("handover", "export",
              {"出移交文件（拷 U 盘，离线接收）", "write the file for a receiver offline"})
        .required_text("id", *id, {"移交单号", "hand-over"})
        .required_text("--to", *file, {"写到这个 .zip", "the .zip to write"})
        .does([&door, id, file] { return export_file(door, *id, *file); });
    line.verb("handover", "import-receipt", {"登记离线接收的回执", "record a receipt that came back"})
        .required_text("file", *file, {"receipt-….json", "receipt-….json"})
        .text("--by", *by, {"谁登记的", "who records it"})
        .does([&door, file, by] { return import(door, *file, *by); });
    auto const fingerprint = std::make_shared<std::string>();
    line.verb("handover", "check",
              {"核对移交文件是否完整、签名是否有效，不用档案库", "see whether a file is whole and signed"})
        .required_text("file", *file, {"移交文件 .zip", "the .zip"})
        .text("--fingerprint", *fingerprint, {"纸质清单上的密钥指纹", "of the key, from the printed list"})
        .does([&door, file, fingerprint] { return check(door, *file, *fingerprint); });
}

} // namespace

void add_handovers(CommandLine &line, Door &door) {
    line.noun("handover", {"移交", "hand-overs"});
    add_create(line, door);
    add_receive(line, door);
    add_looking(line, door);
    add_files(line, door);
}

} // namespace cli
