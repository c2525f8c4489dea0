// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The day of capture as the store knows it: collection codes by their keyed digest, visits with their
/// numbers, shots. A code's content is kept nowhere.
#include "store/people.hpp"

namespace store {

/// A collection code.
struct Token {
    std::string digest;
    std::optional<std::int64_t> person; ///< nothing: nobody yet
    std::string how;                    ///< roster, mask, later
};

/// What a code shows to the eye, as somebody typed it.
struct CodeMask {
    std::string first, last; ///< characters of the name; last is empty where only the first is shown
    std::int64_t length = 0; ///< characters of the name; 0 where nobody counted
    std::string tail;        ///< last four characters of the ID number, in capitals
    std::string unit, class_name;
};

/// Somebody whom no roster names, as they said it.
struct Stranger {
    std::string name, unit, class_name;
    std::string told; ///< whatever helps to find them later
};

/// One time that somebody came.
struct Visit {
    std::string id;
    std::int64_t number = 0; ///< 拍摄序号, from 1, one sequence a campaign
    std::string token;       ///< empty: came without a code
    std::optional<std::int64_t> person;
    std::string proof;  ///< of the second proof that was seen
    std::string state;  ///< waiting shot confirmed refused left
    std::string reason; ///< of a refusal: a code of the profile
    base::Instant begun_at;
    std::string note; ///< what was said beside the reason

    [[nodiscard]] bool open() const { return state == "waiting" || state == "shot"; }
};

struct Shot {
    std::string id, visit;
    std::string master, original; ///< digests
    std::string camera;
    std::string verdict; ///< pass warn fail could-not-check
    std::string checks;  ///< JSON, as it was recorded
    std::string state;   ///< taken confirmed dropped
    base::Instant taken_at;
};

/// The key of this store's collection codes, made when it is first asked for; within a Change.
base::Result<std::string> code_key(Change &change);
/// The same; empty where it was never made. For reading.
base::Result<std::string> code_key(Store const &store);

base::Result<std::optional<Token>> token(Store const &store, std::string const &digest);
/// Codes of one person; more than one is a mistake that somebody made.
base::Result<std::vector<Token>> tokens_of(Store const &store, std::int64_t person);
base::Result<std::optional<std::int64_t>> person_of_code(Store const &store, std::string const &digest);
/// Says whose code it is, from the roster: their only one. The later of two rosters is right.
base::Result<> note_roster_code(Change &change, std::string const &digest, std::int64_t person);
base::Result<std::optional<CodeMask>> mask_of(Store const &store, std::string const &digest);
base::Result<> note_mask(Change &change, std::string const &digest, CodeMask const &mask);
/// People of the campaign who may be meant, by unit, class and student number. Within the mask's unit and
/// class where it names them.
base::Result<std::vector<Person>> people_like(Store const &store, std::int64_t campaign,
                                              CodeMask const &mask);

base::Result<std::int64_t> next_number(Change &change, std::int64_t campaign);
base::Result<std::optional<Visit>> visit(Store const &store, std::string const &id);
base::Result<std::optional<Visit>> visit_by_number(Store const &store, std::int64_t campaign,
                                                   std::int64_t number);
/// The latest first.
base::Result<std::vector<Visit>> visits_of_person(Store const &store, std::int64_t person);
base::Result<std::vector<Visit>> visits_of_token(Store const &store, std::string const &digest);
/// Of codes that nobody is known for, whatever became of them, by number.
base::Result<std::vector<Visit>> visits_without_person(Store const &store, std::int64_t campaign);
/// Of people whom no roster named and who were not found since, whatever became of them, by number.
base::Result<std::vector<Visit>> visits_of_strangers(Store const &store, std::int64_t campaign);
/// Who waits or stands at the camera, by number.
base::Result<std::vector<Visit>> open_visits(Store const &store, std::int64_t campaign);
base::Result<std::optional<Stranger>> stranger(Store const &store, std::string const &visit);
base::Result<> note_stranger(Change &change, std::string const &visit, Stranger const &stranger);

/// What somebody ticked off before the shot.
struct Tick {
    std::string key;    ///< of the profile
    std::string answer; ///< ok missed exempt
    std::string by;
    base::Instant at;
    std::string reason; ///< of an exemption
};
base::Result<std::vector<Tick>> ticks_of(Store const &store, std::string const &visit);
base::Result<> note_exemption(Change &change, std::string const &visit, std::string const &tick,
                              std::string const &reason);

base::Result<std::optional<Shot>> shot(Store const &store, std::string const &id);
/// The first first, whatever the clock said: ids are given in order.
base::Result<std::vector<Shot>> shots_of(Store const &store, std::string const &visit);
/// Whether some visit has a shot that was made from this file of a camera, by its digest.
base::Result<bool> is_original(Store const &store, std::string const &digest);
/// Kinds of the checks that somebody answers for.
base::Result<std::vector<std::string>> overridden(Store const &store, std::string const &shot);

} // namespace store
