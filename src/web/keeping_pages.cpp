// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping for decades on one page: files read again, bags out and in, terms and what is due, destruction.
// Purge is a page of its own, and the administrator's.
#include "base/text.hpp"
#include "desk/purge.hpp"
#include "web/archive_models.hpp"
#include "web/background.hpp"
#include "web/keeping_models.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;
using base::words;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t acts_shown = 10, due_shown = 200, bad_shown = 200;

std::int64_t whole_in(Values const &given, std::string_view name) {
    auto const &text = given.of(name);
    return text.empty() ? 0 : std::strtoll(text.c_str(), nullptr, 10);
}

base::Result<> add_audits(Visit const &visit, desk::Station &station, Json &model) {
    auto const all = store::fixities(station.store(), acts_shown);
    auto const whole = all ? store::last_whole(station.store()) : base::Fault{all.fault()};
    auto const bad = whole ? store::damaged(station.store(), bad_shown) : base::Fault{whole.fault()};
    auto const count = bad ? store::count_damaged(station.store()) : base::Fault{bad.fault()};
    if (!count) {
        return base::Fault{count.fault()};
    }
    auto list = Json::list();
    for (auto const &audit : *all) {
        list.add(fixity_json(audit, visit.language));
    }
    model.set("audits", list).set("any_audit", !all->empty()).set("ever_whole", whole->has_value());
    if (*whole) {
        model.set("last_whole", fixity_json(**whole, visit.language));
    }
    model.set("damaged", damaged_json(*bad, visit.language)).set("damaged_count", *count);
    model.set("any_damaged", *count > 0);
    return {};
}

base::Result<> add_bags(Visit const &visit, desk::Station &station, Json &model) {
    auto const all = store::bags(station.store(), acts_shown);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto list = Json::list();
    for (auto const &bag : *all) {
        auto one = bag_json(bag, visit.language);
        list.add(one.set("here", visit.service.bags.find(bag.id).has_value()));
    }
    model.set("bags", list).set("any_bag", !all->empty()).set("year", station.campaign().year);
    return {};
}

base::Result<> add_terms(Visit const &visit, desk::Station &station, Json &model) {
    auto const year = desk::year_now(station);
    auto const campaign = station.campaign().id;
    auto const terms = store::retentions(station.store());
    auto const due =
        terms ? store::terms_over(station.store(), year, due_shown + 1) : base::Fault{terms.fault()};
    auto const acts = due ? store::destructions(station.store(), acts_shown) : base::Fault{due.fault()};
    if (!acts) {
        return base::Fault{acts.fault()};
    }
    auto term_list = Json::list(), due_list = Json::list(), act_list = Json::list();
    auto said = false;
    for (auto const &term : *terms) {
        auto one = retention_json(term, visit.language);
        auto const here = term.subject == fmt::format("campaign {}", campaign);
        said = said || here;
        term_list.add(one.set("here", here));
    }
    for (std::size_t i = 0; i < std::min(due_shown, due->size()); ++i) {
        auto const &sheet = (*due)[i];
        auto one = Json::object();
        one.set("serial", sheet.serial).set("reference", sheet.reference).set("box", sheet.box);
        one.set("student_no", sheet.student_no).set("name", sheet.name).set("ends", sheet.ends);
        due_list.add(one.set("term", desk::retention_words(sheet.code).in(visit.language)));
    }
    for (auto const &act : *acts) {
        act_list.add(destruction_json(act));
    }
    model.set("terms", term_list).set("any_term", !terms->empty()).set("term_said", said);
    model.set("due", due_list).set("any_due", !due->empty()).set("more_due", due->size() > due_shown);
    model.set("this_year", year).set("destructions", act_list).set("any_destruction", !acts->empty());
    return {};
}

base::Result<Answer> keeping_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return unopened(station.fault());
    }
    auto model = Json::object();
    for (auto const &done : {add_audits(visit, **station, model), add_bags(visit, **station, model),
                             add_terms(visit, **station, model)}) {
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    auto const &campaign = (*station)->campaign();
    model.set("campaign_text", fmt::format("{} {}", campaign.school_name, campaign.year));
    model.set("can_purge", visit.is(desk::Role::administrator));
    return shown("keeping", std::move(model.set("tab_keeping", true)));
}

base::Result<Answer> begin_audit(Visit &visit) {
    auto const errand = errand_of(visit);
    if (!errand) {
        return base::Fault{errand.fault()};
    }
    auto const &given = visit.given;
    auto const scope = given.of("scope");
    desk::FixityOrder order;
    order.by = visit.actor();
    if (scope == "sample") {
        order.files = whole_in(given, "files");
    } else if (scope == "box") {
        order.box = given.of("box");
    }
    if (scope != "all" && order.files < 1 && order.box.empty()) {
        return base::fault(Trouble::usage, "核对全部、抽查几个文件（写个数）还是一个盒（写盒号）？",
                           "all of it, a sample (of how many files) or a box (which one)?");
    }
    return begun(
        visit, {"核对存档文件", "Checking kept files"}, "audit-result",
        [errand = *errand, order](base::Progress &progress) -> base::Result<Json> {
            auto station = station_for(*errand.service, errand.campaign, errand.actor, progress);
            auto const report = station ? desk::check_fixity(*station, order)
                                        : base::Result<desk::FixityReport>{base::Fault{station.fault()}};
            if (!report) {
                return base::Fault{report.fault()};
            }
            auto model = fixity_json(report->audit, errand.language);
            return model.set("of", report->of).set("damaged", damaged_json(report->bad, errand.language));
        });
}

base::Result<desk::BagOrder> bag_order(Visit const &visit) {
    auto const &given = visit.given;
    auto const &scope = given.of("scope");
    auto const which = std::string{base::trimmed(given.of("which"))};
    desk::BagOrder order;
    order.by = visit.actor();
    order.with_id_numbers = !given.of("id_numbers").empty();
    if (which.empty()) {
        return base::fault(Trouble::usage, "写明哪个班、盒、单位或哪一届",
                           "say which class, box, unit or year");
    }
    if (scope == "year") {
        order.year = static_cast<int>(std::strtol(which.c_str(), nullptr, 10));
    } else {
        (scope == "box" ? order.box : scope == "unit" ? order.unit : order.class_name) = which;
    }
    return order;
}

base::Result<Answer> begin_bag(Visit &visit) {
    auto const errand = errand_of(visit);
    auto const order = errand ? bag_order(visit) : base::Result<desk::BagOrder>{base::Fault{errand.fault()}};
    if (!order) {
        return base::Fault{order.fault()};
    }
    return begun(visit, {"打包", "Making a bag"}, "bag-result",
                 [errand = *errand, asked = *order](base::Progress &progress) -> base::Result<Json> {
                     auto const scratch = std::shared_ptr{ScratchFolder::make()};
                     auto station = station_for(*errand.service, errand.campaign, errand.actor, progress);
                     if (!station || !scratch) {
                         return station ? base::fault(Trouble::storage, "没有地方放临时文件",
                                                      "there is no room for a temporary file")
                                        : std::move(station).fault();
                     }
                     auto to_file = asked;
                     to_file.to = scratch->path() / "bag.zip";
                     auto const made = desk::make_bag(*station, to_file);
                     if (!made) {
                         return base::Fault{made.fault()};
                     }
                     errand.service->bags.put({made->bag.id, scratch, made->file});
                     auto model = bag_json(made->bag, errand.language);
                     return model.set("taken", false);
                 });
}

base::Result<Answer> fetch_bag(Visit &visit) {
    auto const bag = visit.service.bags.find(base::upper_ascii(visit.part("bag")));
    if (!bag) {
        return base::fault(
            Trouble::not_found, "这个包已不在服务器上；再打一次，或用 platen keep bag 写到磁盘",
            "this bag is not on the server any more; make it again, or write it to a disk with platen "
            "keep bag");
    }
    Response response;
    response.file = bag->file;
    response.lies_in = bag->lies_in;
    response.with("Content-Type", "application/zip");
    response.with("Content-Disposition", "attachment; filename=\"" + bag->id + ".zip\"");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

/// What a bag says of itself, and whether it was taken in.
Json checked_json(desk::BagChecked const &said, bool taken, base::Language language) {
    auto model = bag_json(said.bag, language);
    model.set("school", said.school).set("made_on", said.made_on).set("software", said.software);
    return model.set("taken", taken).set("came", true);
}

base::Result<Answer> import_bag(Visit &visit) {
    auto const errand = errand_of(visit);
    if (!errand || visit.request.uploads.empty()) {
        return errand ? base::fault(Trouble::usage, "没有选包（.zip）", "no bag (.zip) was chosen")
                      : base::Fault{errand.fault()};
    }
    auto const scratch = visit.request.scratch;
    auto const file = scratch->path() / "bag-in.zip"; // a zip is known by its name
    std::error_code error;
    fs::rename(visit.request.uploads.front().file, file, error);
    if (error) {
        return base::fault(Trouble::storage, "上传的文件放不下：{}", "the upload cannot be kept: {}",
                           error.message());
    }
    auto const take = visit.given.of("what") == "import";
    return begun(visit, {"核对包", "Checking a bag"}, "bag-result",
                 [errand = *errand, scratch, file, take](base::Progress &progress) -> base::Result<Json> {
                     auto station = station_for(*errand.service, errand.campaign, errand.actor, progress);
                     if (!station) {
                         return std::move(station).fault();
                     }
                     auto const said = take ? desk::take_bag_in(station->store(), station->setting(), file)
                                            : desk::check_bag(station->setting(), file);
                     return said ? base::Result{checked_json(*said, take, errand.language)}
                                 : base::Fault{said.fault()};
                 });
}

base::Result<Answer> set_term(Visit &visit) {
    auto station = visit.station();
    auto const set = station ? desk::set_retention(**station, {visit.given.of("volume"),
                                                               visit.given.of("code"), visit.actor()})
                             : base::Fault{station.fault()};
    if (!set) {
        return base::Fault{set.fault()};
    }
    auto const term = desk::retention_words(set->code);
    auto answer = gone_to("/keeping", set->ends == 0 ? words("保管期限定为 {}", "kept {1}", term.zh, term.en)
                                                     : words("保管期限定为 {0}，到 {2} 年底",
                                                             "kept {1}, until the end of {2}", term.zh,
                                                             term.en, set->ends));
    answer.model.set("subject", set->subject).set("code", set->code).set("ends", set->ends);
    return answer;
}

/// Ticked ones, and those that were scanned or typed into the field.
std::vector<std::string> serials_in(Values const &given) {
    auto serials = given.all("serial");
    auto text = given.of("serials");
    std::ranges::replace_if(
        text, [](char c) { return c == '\r' || c == ',' || c == ';' || c == ' ' || c == '\t'; }, '\n');
    for (auto const part : base::split(text, '\n')) {
        if (!part.empty()) {
            serials.emplace_back(part);
        }
    }
    return serials;
}

base::Result<Answer> destroy(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const act =
        desk::destroy_sheets(**station, {serials_in(given), given.of("reason"), given.of("approver"),
                                         given.of("first"), given.of("second"), visit.actor()});
    if (!act) {
        return base::Fault{act.fault()};
    }
    auto answer = gone_to("/keeping", words("{} 已登记：{} 张；请打印销毁清册签字",
                                            "{} is on record: {} sheets; print its list and have it signed",
                                            act->id, act->sheets));
    answer.model.set("act", act->id).set("sheets", act->sheets);
    return answer;
}

base::Result<Answer> destruction_pdf(Visit &visit) {
    auto station = visit.station();
    auto pdf = station ? desk::destruction_list(**station, visit.part("act")) : base::Fault{station.fault()};
    return pdf ? paper_answer(desk::ArchivePaper{"销毁清册 " + visit.part("act") + ".pdf", std::move(*pdf)})
               : std::move(pdf).fault();
}

base::Result<Answer> purge_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return unopened(station.fault());
    }
    auto const report = desk::purge_campaign(**station, {});
    auto const done = report ? store::purge_of((*station)->store(), (*station)->campaign().id)
                             : base::Fault{report.fault()};
    auto const term = done ? store::retention((*station)->store(), "", (*station)->campaign().id)
                           : base::Fault{done.fault()};
    if (!term) {
        return base::Fault{term.fault()};
    }
    auto list = Json::list();
    for (auto const &[table, count] : report->plan.counts) {
        auto one = Json::object();
        list.add(one.set("what", desk::purged_words(table).in(visit.language)).set("count", count));
    }
    auto model = Json::object();
    auto const &campaign = (*station)->campaign();
    model.set("counts", list).set("key", desk::campaign_key(campaign));
    model.set("campaign_text", fmt::format("{} {}", campaign.school_name, campaign.year));
    model.set("away", report->plan.away.value_or("")).set("done", done->has_value());
    model.set("term", desk::retention_words(*term ? (*term)->code : "").in(visit.language));
    model.set("ends", *term ? (*term)->ends : 0).set("has_end", *term && (*term)->ends > 0);
    if (*done) {
        model.set("first", (*done)->first).set("second", (*done)->second);
        set_time(model, "at", (*done)->at);
    }
    return shown("purge", std::move(model));
}

base::Result<Answer> begin_purge(Visit &visit) {
    auto const errand = errand_of(visit);
    if (!errand) {
        return base::Fault{errand.fault()};
    }
    auto const &given = visit.given;
    if (base::trimmed(given.of("typed")) != errand->campaign) {
        return base::fault(Trouble::usage, "要清除，请照样输入 {}；什么也没有改动",
                           "to purge, type {} as it stands; nothing was changed", errand->campaign);
    }
    desk::PurgeOrder const order{false, given.of("second"), visit.actor(), !given.of("before_term").empty(),
                                 given.of("reason")};
    return begun(
        visit, {"清除个人信息", "Purging personal data"}, "purge-result",
        [errand = *errand, order](base::Progress &progress) -> base::Result<Json> {
            auto station = station_for(*errand.service, errand.campaign, errand.actor, progress);
            auto const report = station ? desk::purge_campaign(*station, order)
                                        : base::Result<desk::PurgeReport>{base::Fault{station.fault()}};
            if (!report) {
                return base::Fault{report.fault()};
            }
            auto list = Json::list();
            for (auto const &[table, count] : report->plan.counts) {
                auto one = Json::object();
                list.add(one.set("what", desk::purged_words(table).in(errand.language)).set("count", count));
            }
            auto model = Json::object();
            return model.set("done", report->done).set("counts", list).set("list", report->plan.list);
        });
}

} // namespace

void add_keeping_pages(Handlers &handlers) {
    handlers.insert({{"keeping_page", keeping_page},
                     {"begin_audit", begin_audit},
                     {"begin_bag", begin_bag},
                     {"fetch_bag", fetch_bag},
                     {"import_bag", import_bag},
                     {"set_term", set_term},
                     {"destroy_sheets", destroy},
                     {"destruction_pdf", destruction_pdf},
                     {"purge_page", purge_page},
                     {"begin_purge", begin_purge}});
}

} // namespace web
