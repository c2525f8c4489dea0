// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/names.hpp"
#include "policy/page.hpp"

namespace policy {

namespace {

using base::Json;
using base::Language;

template <typename Items, typename Make>
Json list_of(Items const &items, Make const &make) {
    auto list = Json::list();
    for (auto const &item : items) {
        list.add(make(item));
    }
    return list;
}

template <typename Choice>
Json names_in(std::vector<Choice> const &choices) {
    return list_of(choices, [](Choice choice) { return name_of(choice); });
}

/// An object key by key.
template <typename... Values>
Json object(std::pair<char const *, Values>... fields) {
    auto made = Json::object();
    (made.set(fields.first, fields.second), ...);
    return made;
}

template <typename Value>
std::pair<char const *, Value const &> as(char const *key, Value const &value) {
    return {key, value};
}

Json json_of(Slot const &slot) {
    return object(as("row", slot.row), as("date", slot.date), as("from", slot.from), as("to", slot.to),
                  as("campus", slot.campus), as("room", slot.room), as("levels", slot.levels),
                  as("units", slot.units), as("classes", slot.classes), as("estimated", slot.estimated));
}

Json json_of(Site const &site) {
    return object(as("row", site.row), as("name", site.name), as("address", site.address),
                  as("phone", site.phone), as("hours", site.hours), as("working_days", site.working_days),
                  as("by_appointment", site.by_appointment));
}

Json json_of(Session const &session) {
    auto const campuses = list_of(session.campuses, [](Campus const &one) {
        return object(as("name", one.name), as("stations", one.stations));
    });
    return object(as("dates", session.dates), as("place", session.place), as("enter", session.enter),
                  as("leave", session.leave), as("campuses", campuses));
}

Json json_of(Queue const &queue) {
    auto const slots = list_of(queue.slots, [](Slot const &slot) { return json_of(slot); });
    return object(as("order", name_of(queue.order)), as("tickets", name_of(queue.tickets)),
                  as("number_after_swipe", queue.number_after_swipe),
                  as("say_number_at_camera", queue.say_number_at_camera),
                  as("early_minutes", queue.early_minutes), as("walk_in", queue.walk_in),
                  as("unlisted", name_of(queue.unlisted)), as("appointments", queue.appointments),
                  as("capacity", queue.capacity), as("slots", slots));
}

Json json_of(Look const &look, Language language) {
    auto const ticks = list_of(look.ticks, [&](Tick const &tick) {
        return object(as("key", tick.key), as("text", tick.text.in(language)), as("row", tick.row),
                      as("on_miss", name_of(tick.on_miss)), as("refusal", tick.refusal));
    });
    return object(as("glasses", name_of(look.glasses)), as("make_up", name_of(look.make_up)),
                  as("expression", name_of(look.expression)), as("dyed_hair", name_of(look.dyed_hair)),
                  as("head_cover", name_of(look.head_cover)), as("ornaments", name_of(look.ornaments)),
                  as("hair_clear_of", names_in(look.hair_clear_of)), as("contrast", look.contrast),
                  as("banned_colours", look.banned_colours),
                  as("banned_colours_on_miss", name_of(look.banned_colours_on_miss)), as("ticks", ticks));
}

Json json_of(Fee const &fee) {
    return object(as("fen", fee.fen), as("elsewhere_fen", fee.elsewhere_fen), as("payer", name_of(fee.payer)),
                  as("gate", name_of(fee.gate)), as("ways", names_in(fee.ways)));
}

Json json_of(Photo const &photo) {
    return object(as("spec", photo.spec), as("least_bytes", photo.least_bytes),
                  as("most_bytes", photo.most_bytes), as("background", photo.background),
                  as("recency_days", photo.recency_days), as("file_name", photo.file_name),
                  as("extension", photo.extension), as("disc", photo.disc),
                  as("own_capture_only", photo.own_capture_only));
}

/// Refusals, absences and mistakes that proofreading finds are alike.
template <typename Reason>
Json reasons(std::vector<Reason> const &all, Language language) {
    return list_of(all, [&](Reason const &one) {
        return object(as("code", one.code), as("text", one.text.in(language)), as("row", one.row));
    });
}

Json json_of(Proof const &proof, Language language) {
    return object(as("gate", name_of(proof.gate)), as("from", proof.from), as("to", proof.to),
                  as("days_after_reminder", proof.days_after_reminder), as("report_by", proof.report_by),
                  as("categories", reasons(proof.categories, language)));
}

Json json_of(Paper const &paper) {
    return object(as("route", name_of(paper.route)), as("layout", paper.layout),
                  as("reference", paper.reference), as("retention", paper.retention), as("uses", paper.uses), as("whole", paper.whole),
                  as("leftovers", name_of(paper.leftovers)));
}

Json json_of(Deadline const &deadline, Language language) {
    return object(as("key", deadline.key), as("row", deadline.row), as("text", deadline.text.in(language)),
                  as("from", deadline.from), as("at", deadline.at), as("after_days", deadline.after_days),
                  as("after", name_of(deadline.after)));
}

Json json_of(Contact const &contact) {
    return object(as("row", contact.row), as("population", contact.population), as("topic", contact.topic),
                  as("name", contact.name), as("phone", contact.phone), as("office", contact.office));
}

Json json_of(Rule const &rule, Language language) {
    return object(as("row", rule.row), as("kind", name_of(rule.kind)), as("topics", rule.topics),
                  as("words", rule.words), as("text", rule.text.in(language)),
                  as("note", rule.note.in(language)));
}

/// A line of the page: texts where there are any, and in its own place the rule's words.
Json json_of(Line const &line, Language language) {
    auto const texts = list_of(line.texts, [&](base::Words const &text) { return text.in(language); });
    auto made = object(as("row", line.rule == nullptr ? std::string{} : line.rule->row), as("texts", texts));
    if (line.quoted && line.rule != nullptr) {
        made.set("kind", name_of(line.rule->kind)).set("words", line.rule->words);
        made.set("note", line.rule->note.in(language));
    }
    return made;
}

} // namespace

Json json_of(Profile const &profile, Language language) {
    auto const each = [&](auto const &items) {
        return list_of(items, [&](auto const &one) {
            if constexpr (requires { json_of(one, language); }) {
                return json_of(one, language);
            } else {
                return json_of(one);
            }
        });
    };
    auto const &who = profile.population;
    auto const attachments = list_of(profile.attachments, [](Attachment const &one) {
        return object(as("row", one.row), as("title", one.title), as("present", one.present));
    });
    auto const said =
        list_of(decisions(profile), [&](Decision const &decision) { return decision.text.in(language); });
    auto const whole = page(profile);
    auto const sections = list_of(whole, [&](Section const &section) {
        return object(as("part", name_of(section.part)), as("heading", heading(section.part).in(language)),
                      as("lines", each(section.lines)));
    });
    return object(as("name", profile.name), as("title", profile.title.in(language)),
                  as("notice", profile.notice.in(language)),
                  as("population", object(as("levels", who.levels), as("years", who.years),
                                          as("campuses", who.campuses), as("outcomes", who.outcomes))),
                  as("session", json_of(profile.session)), as("sites", each(profile.sites)),
                  as("queue", json_of(profile.queue)),
                  as("code", object(as("saving", name_of(profile.code.saving)),
                                    as("second_proof", name_of(profile.code.second_proof)),
                                    as("roster", name_of(profile.code.roster)))),
                  as("look", json_of(profile.look, language)), as("fee", json_of(profile.fee)),
                  as("photo", json_of(profile.photo)), as("refusals", reasons(profile.refusals, language)),
                  as("absences", reasons(profile.absences, language)),
                  as("retake", object(as("allowed", name_of(profile.retakes.allowed)),
                                      as("after_confirmation", name_of(profile.retakes.after_confirmation)))),
                  as("confirm",
                     object(as("on_spot", profile.confirm.on_spot), as("how", name_of(profile.confirm.how)))),
                  as("proof", json_of(profile.proof, language)), as("paper", json_of(profile.paper)),
                  as("deadlines", each(profile.deadlines)), as("contacts", each(profile.contacts)),
                  as("attachments", attachments), as("decisions", said), as("page", sections),
                  as("rules", each(profile.rules)));
}

} // namespace policy
