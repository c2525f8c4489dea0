// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/mail.hpp"
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"
#include "desk/mail_papers.hpp"
#include "desk/mail_reminders.hpp"
#include "desk/proof.hpp"
#include "desk/selection.hpp"
#include <functional>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

/// What the verbs of mail are told; each asks for some of it.
struct Asked {
    std::string class_name, unit, person, file, to, state, kind = "5", layout;
    std::string carrier, number, by, wrong, note;
    std::vector<std::string> ids, settings;
    int start = 1, cut = 0, older_than = 0;
    bool all = false;
    std::string id;
};

Json consignment_json(store::Consignment const &one) {
    auto json = Json::object();
    json.set("consignment", one.id)
        .set("state", one.state)
        .set("person", one.student_no)
        .set("name", one.name);
    json.set("unit", one.unit).set("class", one.class_name).set("sheets", one.serials);
    json.set("carrier", one.carrier).set("number", one.number).set("since", one.state_at.iso8601());
    return json.set("reminders", one.reminders);
}

void tell_line(Door &door, store::Consignment const &one) {
    auto const state = desk::mail_state_words(one.state);
    auto const text = fmt::format("{}  {} {}  {} {}  {} {}", one.id, one.student_no, one.name, one.unit,
                                  one.class_name, one.carrier, one.number);
    door.line({text + "  " + state.zh + " " + one.state_at.local_date(),
               text + "  " + state.en + " " + one.state_at.local_date()});
}

int tell(Door &door, base::Result<store::Consignment> const &one) {
    if (!one) {
        return door.fail(one.fault());
    }
    door.answer(consignment_json(*one));
    tell_line(door, *one);
    return 0;
}

std::optional<std::string> wanted(std::string const &text) {
    return text.empty() ? std::nullopt : std::optional{text};
}

int import_addresses(Door &door, desk::Station &station, Asked const &asked) {
    if (asked.kind != "import") {
        return door.fail(base::fault(Trouble::usage, "写成 platen mail addresses import 文件",
                                     "write: platen mail addresses import FILE"));
    }
    auto const done = desk::import_addresses(station, asked.file);
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    object.set("rows", done->rows).set("noted", done->noted).set("refused", done->refused);
    door.answer(object.set("findings", json_of(done->findings, door.language(), true)));
    door.tell(done->findings);
    door.line(words("{} 行，登记地址 {} 个，退回 {} 行", "{} rows, {} addresses noted, {} refused",
                    done->rows, done->noted, done->refused));
    return done->findings.empty() ? 0 : static_cast<int>(Trouble::bad_input);
}

int make(Door &door, desk::Station &station, Asked const &asked) {
    auto const group = !asked.class_name.empty() || !asked.unit.empty();
    auto const chosen =
        static_cast<int>(group) + static_cast<int>(!asked.person.empty()) + static_cast<int>(asked.all);
    if (chosen != 1) {
        return door.fail(base::fault(Trouble::usage,
                                     "要寄给谁？--class、--unit、--person、--all（分散采集的全部）里选一个",
                                     "post to whom? Give one of --class, --unit, --person, --all (everybody "
                                     "captured elsewhere)"));
    }
    store::Selection const who{wanted(asked.unit), wanted(asked.class_name), wanted(asked.person)};
    if (auto one = desk::sure_of_class(station, who); !one) {
        return door.fail(one.fault());
    }
    auto const report = desk::make_consignments(station, who, asked.all);
    if (!report) {
        return door.fail(report.fault());
    }
    auto made = Json::list(), without = Json::list();
    for (auto const &one : report->made) {
        made.add(consignment_json(one));
        tell_line(door, one);
    }
    for (auto const &one : report->without_address) {
        without.add(one.student_no);
        door.remark(words("{} {} 没有邮寄地址", "{} {} has no address", one.student_no, one.name));
    }
    auto object = Json::object();
    door.answer(
        object.set("made", report->made.size()).set("consignments", made).set("without_address", without));
    return 0;
}

int confirm(Door &door, desk::Station &station, Asked const &asked) {
    auto const said =
        desk::confirm_consignment(station, {asked.id, asked.wrong.empty(), asked.wrong, asked.note});
    if (!said) {
        return door.fail(said.fault());
    }
    auto object = consignment_json(said->consignment);
    door.answer(object.set("case", said->proof_case));
    tell_line(door, said->consignment);
    if (!said->proof_case.empty()) {
        door.line(words("已开校对记录 {}", "the proofreading case {} is open", said->proof_case));
    }
    return 0;
}

int hand_in(Door &door, desk::Station &station, Asked const &asked) {
    auto const in = desk::hand_in(station, {asked.id, asked.by, asked.cut});
    if (!in) {
        return door.fail(in.fault());
    }
    auto object = consignment_json(in->consignment);
    door.answer(object.set("whole", in->said.zh.empty()).set("message", in->said.in(door.language())));
    tell_line(door, in->consignment);
    if (!in->said.zh.empty()) {
        door.remark(in->said);
    }
    return 0;
}

base::Result<std::vector<store::Consignment>> chosen(desk::Station &station, Asked const &asked) {
    store::ConsignmentFilter filter{.campaign = station.campaign().id,
                                    .unit = asked.unit,
                                    .class_name = asked.class_name,
                                    .student_no = asked.person};
    if (!asked.state.empty()) {
        filter.states = {asked.state};
    }
    for (auto const &typed : asked.ids) {
        auto const one = desk::find_consignment(station, typed);
        if (!one) {
            return base::Fault{one.fault()};
        }
        filter.ids.push_back(one->id);
    }
    if (asked.older_than > 0) {
        filter.until = station.setting().clock.now() + std::chrono::hours{-24 * asked.older_than};
    }
    return store::consignments(station.store(), filter);
}

int list(Door &door, desk::Station &station, Asked const &asked) {
    auto const all = chosen(station, asked);
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *all) {
        rows.add(consignment_json(one));
        tell_line(door, one);
    }
    auto object = Json::object();
    door.answer(object.set("consignments", rows));
    return 0;
}

int remind(Door &door, desk::Station &station, Asked const &asked) {
    auto const ages = desk::mail_ages(station);
    auto const lines = ages ? desk::mail_reminders(station, *ages, asked.unit)
                            : base::Result<std::vector<desk::MailReminder>>{base::Fault{ages.fault()}};
    if (!lines) {
        return door.fail(lines.fault());
    }
    auto rows = Json::list();
    std::vector<std::string> ids;
    for (auto const &[one, days, text] : *lines) {
        auto row = consignment_json(one);
        rows.add(row.set("days", days).set("phone", one.address.phone).set("text", text));
        door.line({fmt::format("{}  {} 天  {}  {}", one.id, days, one.address.phone, text),
                   fmt::format("{}  {} days  {}  {}", one.id, days, one.address.phone, text)});
        ids.push_back(one.id);
    }
    if (asked.all && !ids.empty()) {
        if (auto done = desk::note_reminded(station, ids); !done) {
            return door.fail(done.fault());
        }
        door.remark(words("已记下提醒 {} 人", "{} reminders are on record", ids.size()));
    }
    auto object = Json::object();
    door.answer(object.set("reminders", rows));
    return 0;
}

int written(Door &door, base::Result<> const &done, std::string const &to, std::size_t count) {
    if (!done) {
        return door.fail(done.fault());
    }
    auto object = Json::object();
    door.answer(object.set("file", to).set("consignments", count));
    door.line(words("{} 件，写在 {}", "{} consignments, written to {}", count, to));
    return 0;
}

/// Draws what is wanted for the consignments that are meant: those made and not sent, where nothing is said.
int draw(Door &door, desk::Station &station, Asked asked, std::string_view what) {
    if (asked.state.empty() && asked.ids.empty()) {
        asked.state = "made";
    }
    auto const all = chosen(station, asked);
    if (!all) {
        return door.fail(all.fault());
    }
    if (what == "csv") {
        auto const csv = desk::carrier_csv(*all);
        return written(door, base::write_file(asked.to, base::as_bytes(csv)), asked.to, all->size());
    }
    auto const pdf = what == "labels" ? desk::address_labels(station, *all, asked.layout, asked.start)
                                      : desk::envelopes(station, *all, asked.kind);
    return written(door, pdf ? base::write_file(asked.to, *pdf) : base::Result<>{base::Fault{pdf.fault()}},
                   asked.to, all->size());
}

int set(Door &door, desk::Station &station, Asked const &asked) {
    std::map<std::string, std::string> values;
    for (auto const &pair : asked.settings) {
        auto const mark = pair.find('=');
        if (mark == std::string::npos) {
            return door.fail(base::fault(Trouble::usage, "写成 名称=值：{}", "write KEY=VALUE: {}", pair));
        }
        values[pair.substr(0, mark)] = pair.substr(mark + 1);
    }
    if (auto done = desk::set_mail(station, values); !done) {
        return door.fail(done.fault());
    }
    auto const from = desk::sender(station);
    auto const ages = desk::mail_ages(station);
    if (!from || !ages) {
        return door.fail(from ? ages.fault() : from.fault());
    }
    auto object = Json::object();
    object.set("sender", from->name).set("phone", from->phone).set("address", from->address);
    object.set("postcode", from->postcode).set("carrier", from->carrier);
    door.answer(
        object.set("sent", ages->sent).set("arrived", ages->arrived).set("confirmed", ages->confirmed));
    door.line({"已设好", "set"});
    return 0;
}

/// A verb that needs a station and what it was told.
void add_steps(CommandLine &line, Door &door) {
    base::Words const id_help{"寄件号、序列号或快递单号",
                              "consignment, serial of its sheet or carrier's number"};
    auto const sent = std::make_shared<Asked>();
    line.verb("mail", "send",
              {"寄出：扫相片纸，再扫快递单号\n例：platen mail send 7KQ2M9-00012-X --carrier 顺丰 --number "
               "SF1234567890",
               "it is sent, with the carrier's number"})
        .required_text("id", sent->id, id_help)
        .required_text("--carrier", sent->carrier, {"哪家快递", "carrier"})
        .required_text("--number", sent->number, {"快递单号", "the carrier's number"})
        .does(at_station(door, sent, [](Door &d, desk::Station &s, Asked const &a) {
            return tell(d, desk::send_consignment(s, a.id, a.carrier, a.number));
        }));
    auto const confirmed = std::make_shared<Asked>();
    line.verb("mail", "confirmed", {"本人收到并核对过", "its student has it and has checked it"})
        .required_text("id", confirmed->id, id_help)
        .text("--wrong", confirmed->wrong,
              {"有误：校对的类别", "something is wrong: a category of proofreading"})
        .text("--note", confirmed->note, {"哪里有误", "what is wrong"})
        .does(at_station(door, confirmed, confirm));
    auto const in = std::make_shared<Asked>();
    line.verb("mail", "handed-in", {"学生把整版交到学院", "its student brings it to the college"})
        .required_text("id", in->id, id_help)
        .required_text("--by", in->by, {"学院谁收的", "who takes it"})
        .whole("--cut", in->cut, {"缺了几张（不是整版）", "prints that are missing"})
        .does(at_station(door, in, hand_in));
    auto const back = std::make_shared<Asked>();
    line.verb("mail", "returned", {"退回打印室", "it came back to the print room"})
        .required_text("id", back->id, id_help)
        .required_text("--by", back->by, {"谁收回的", "who took it"})
        .does(at_station(door, back, [](Door &d, desk::Station &s, Asked const &a) {
            return tell(d, desk::note_returned(s, a.id, a.by));
        }));
    struct Simple {
        char const *name;
        base::Words help;
        base::Result<store::Consignment> (*does)(desk::Station &, std::string const &);
    };
    for (auto const &[name, help, does] :
         {Simple{"arrived", {"已送达", "it arrived"}, desk::note_arrived},
          Simple{"lost", {"丢失", "it is lost"}, desk::note_lost},
          Simple{
              "cancel", {"取消还没有寄出的", "call it off before it is sent"}, desk::cancel_consignment}}) {
        auto const asked = std::make_shared<Asked>();
        line.verb("mail", name, help)
            .required_text("id", asked->id, id_help)
            .does(at_station(door, asked, [does = does](Door &d, desk::Station &s, Asked const &a) {
                return tell(d, does(s, a.id));
            }));
    }
}

Verb offered(Verb verb, Asked &asked) {
    return verb.text("--class", asked.class_name, {"一个班", "one class"})
        .text("--unit", asked.unit, {"一个单位", "one unit"})
        .text("--state", asked.state,
              {"made sent arrived confirmed handed-in returned lost cancelled 之一",
               "one of made sent arrived confirmed handed-in returned lost cancelled"});
}

void add_papers(CommandLine &line, Door &door) {
    auto const labels = std::make_shared<Asked>();
    offered(line.verb("mail", "labels", {"地址标签（A4 标签纸）", "address labels on A4"}), *labels)
        .texts("ids", labels->ids, {"只要这些寄件", "only these"})
        .required_text("--to", labels->to, {"PDF 文件", "PDF file"})
        .text("--layout", labels->layout, {"address-labels（14 张）或 address-labels-24", "layout of labels"})
        .whole("--start", labels->start, {"从第几个标签开始", "first label that is still there"})
        .does(at_station(door, labels,
                         [](Door &d, desk::Station &s, Asked const &a) { return draw(d, s, a, "labels"); }));
    auto const covers = std::make_shared<Asked>();
    offered(line.verb("mail", "envelopes", {"信封，一页一个", "envelopes, one a page"}), *covers)
        .texts("ids", covers->ids, {"只要这些寄件", "only these"})
        .required_text("--to", covers->to, {"PDF 文件", "PDF file"})
        .text("--kind", covers->kind, {"c5、dl、5（默认）、zl", "c5, dl, 5 (if not given), zl"})
        .does(at_station(door, covers, [](Door &d, desk::Station &s, Asked const &a) {
            return draw(d, s, a, "envelopes");
        }));
    auto const csv = std::make_shared<Asked>();
    offered(line.verb("mail", "csv", {"给快递公司批量下单的表", "the table that carriers take"}), *csv)
        .texts("ids", csv->ids, {"只要这些寄件", "only these"})
        .required_text("--to", csv->to, {"CSV 文件", "CSV file"})
        .does(at_station(door, csv,
                         [](Door &d, desk::Station &s, Asked const &a) { return draw(d, s, a, "csv"); }));
}

} // namespace

void add_mail(CommandLine &line, Door &door) {
    line.noun("mail", {"邮寄", "mail"});
    auto const addresses = std::make_shared<Asked>();
    line.verb("mail", "addresses",
              {"导入邮寄地址：学号 收件人 电话 地址 邮编（XLSX、CSV）", "take in a table of addresses"})
        .required_text("import", addresses->kind, {"写 import", "the word import"})
        .required_text("file", addresses->file, {"表格文件", "table"})
        .does(at_station(door, addresses, import_addresses));
    auto const made = std::make_shared<Asked>();
    line.verb("mail", "make",
              {"装寄件，一人一件\n例：platen mail make --class 会计2201",
               "make consignments, one for each person"})
        .text("--class", made->class_name, {"一个班", "one class"})
        .text("--unit", made->unit, {"一个单位", "one unit"})
        .text("--person", made->person, {"一个人的学号", "one person, by student number"})
        .flag("--all", made->all, {"分散采集的全部", "everybody captured elsewhere"})
        .does(at_station(door, made, make));
    add_steps(line, door);
    auto const listed = std::make_shared<Asked>();
    offered(line.verb("mail", "list", {"有哪些寄件", "what there is"}), *listed)
        .whole("--older-than", listed->older_than, {"停在这一步至少几天", "so for at least so many days"})
        .does(at_station(door, listed, list));
    auto const late = std::make_shared<Asked>();
    line.verb("mail", "remind", {"该提醒谁，附短信文字", "whom to remind, each with a text"})
        .text("--unit", late->unit, {"一个单位", "one unit"})
        .flag("--done", late->all, {"记下：都提醒过了", "put on record that all of them were reminded"})
        .does(at_station(door, late, remind));
    add_papers(line, door);
    auto const settings = std::make_shared<Asked>();
    line.verb("mail", "set",
              {"设寄件人和提醒天数\n例：platen mail set sender=打印室 phone=0311-1234567 sent=10",
               "set the sender and the days of reminders"})
        .texts("settings", settings->settings,
               {"sender phone address postcode carrier sent arrived confirmed", "KEY=VALUE"})
        .does(at_station(door, settings, set));
}

} // namespace cli
