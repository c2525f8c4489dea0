// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/fate.hpp"
#include "cups/media.hpp"
#include "cups/standings.hpp"
#include <algorithm>
#include <map>

namespace print {

namespace cups {

namespace {

using base::Trouble;

/// Sheets of ours that lie in the queue at once: enough to keep it printing, and few to clear up after a jam.
constexpr int most_at_once = 4;

/// A server that was sent to a moment ago may still be reading: that it has no job is believed only when it
/// has said so for a while.
constexpr auto steady = std::chrono::seconds{5};

/// What is known of a sheet that this run handed over.
struct Handed {
    bool refused = false; ///< it certainly did not get there
    int id = 0;           ///< of its job; 0 where the answer was lost
};

class QueueDriver final : public Driver {
public:
    QueueDriver(Spooler spooler, Queue queue, base::Clock const &clock)
        : spooler_{std::move(spooler)}, clock_{clock}, queue_{std::move(queue)} {}

    [[nodiscard]] std::string name() const override { return spooler_.address().uri(); }

    base::Result<Standing> ask() override {
        auto queue = spooler_.queue();
        if (!queue && queue.fault().kind == Trouble::not_found) {
            return without(Reason::gone); // somebody deleted it
        }
        if (!queue && queue.fault().kind == Trouble::device) {
            return without(spooler_.reachable() ? Reason::silent : Reason::gone);
        }
        if (!queue) {
            return std::move(queue).fault();
        }
        queue_ = std::move(*queue);
        return standing_of(queue_);
    }

    base::Result<> check(Page const &page) override {
        auto const media = media_for(page, queue_);
        return media ? base::Result<>{} : base::Fault{media.fault()};
    }

    base::Result<> send(Job const &job, Artwork &artwork) override {
        handed_[job.serial] = {true, 0};
        auto pdf = artwork.pdf();
        if (!pdf) {
            return std::move(pdf).fault();
        }
        auto media = media_for(artwork.page(), queue_);
        if (!media) {
            return std::move(media).fault();
        }
        if (!spooler_.reachable()) {
            return base::fault(Trouble::device, "打印服务不回答，没有送出 {}",
                               "the print server does not answer; {} was not sent", job.serial);
        }
        handed_[job.serial] = {};
        auto const id = spooler_.print({job.serial, std::move(*media), std::move(*pdf)});
        if (id) {
            handed_[job.serial].id = *id;
            return {};
        }
        handed_[job.serial].refused = id.fault().kind != Trouble::device;
        auto fault = id.fault();
        fault.kind = Trouble::device; // of the printer, not of this one sheet
        return fault;
    }

    base::Result<Look> look(std::span<Job const> sent) override {
        auto standing = ask();
        if (!standing) {
            return std::move(standing).fault();
        }
        Look look{std::move(*standing), std::vector<Receipt>(sent.size(), {Outcome::pending, {}, {}})};
        std::vector<SpoolJob> active;
        for (std::size_t i = 0; i < sent.size() && !away(look.standing); ++i) {
            auto outcome = fate(sent[i], active);
            if (!outcome && outcome.fault().kind == Trouble::device) {
                look.standing = without(Reason::silent);
            } else if (!outcome) {
                return std::move(outcome).fault();
            } else {
                look.receipts[i] = {*outcome, look.standing.counters, {}};
            }
        }
        history_.reset();
        add_load(look.standing, active);
        return look;
    }

private:
    static Standing without(Reason reason) {
        Standing standing;
        standing.reasons.insert(reason);
        return standing;
    }

    static bool away(Standing const &standing) {
        return standing.model.empty() && !standing.ready(); // not even the server answers
    }

    /// How many more sheets it takes, and whether ours stand behind those of others.
    static void add_load(Standing &standing, std::vector<SpoolJob> const &active) {
        standing.room = std::max(0, most_at_once - static_cast<int>(active.size()));
        auto const queued = std::all_of(active.begin(), active.end(), [](auto const &job) {
            return job.state == SpoolJob::State::pending;
        });
        if (!active.empty() && queued && standing.has(Reason::printing)) {
            standing.reasons.insert(Reason::waiting);
        }
    }

    /// \param active gets the sheet's job while it is not done
    base::Result<Outcome> fate(Job const &job, std::vector<SpoolJob> &active) {
        auto const known = handed_.find(job.serial);
        if (known != handed_.end() && known->second.refused) {
            return Outcome::not_printed;
        }
        auto found = known != handed_.end() && known->second.id != 0 ? by_id(known->second.id) : by_name(job);
        if (!found) {
            return std::move(found).fault();
        }
        auto const &[outcome, of] = *found;
        if (of && of->active()) {
            handed_[job.serial] = {false, of->id};
            active.push_back(*of);
        }
        return outcome;
    }

    using Found = std::pair<Outcome, std::optional<SpoolJob>>;

    base::Result<Found> by_id(int id) const {
        auto job = spooler_.job(id);
        if (!job && job.fault().kind == Trouble::not_found) {
            return Found{Outcome::uncertain, {}}; // it was there, and is forgotten
        }
        return job ? base::Result{Found{outcome_of(*job), *job}} : std::move(job).fault();
    }

    base::Result<Found> by_name(Job const &job) {
        if (!history_) {
            auto history = spooler_.history();
            if (!history) {
                return std::move(history).fault();
            }
            history_ = std::move(*history);
        }
        auto const ago = (clock_.now() - job.intended_at).count() / 1000;
        auto const &resource = spooler_.address().resource;
        if (auto const *found = job_named(*history_, resource, job.serial, ago)) {
            missing_since_.erase(job.serial);
            return Found{outcome_of(*found), *found};
        }
        auto const since = missing_since_.emplace(job.serial, clock_.now()).first->second;
        if (clock_.now() - since < steady) {
            return Found{Outcome::pending, {}};
        }
        missing_since_.erase(job.serial);
        return Found{outcome_without_job(*history_, resource, ago), {}};
    }

    Spooler spooler_;
    base::Clock const &clock_;
    Queue queue_;                          ///< as last asked
    std::map<std::string, Handed> handed_; ///< by serial
    std::map<std::string, base::Instant> missing_since_;
    std::optional<std::vector<SpoolJob>> history_; ///< for the length of one look
};

base::Fault no_queue(Address const &address, std::vector<std::string> const &there) {
    std::string names;
    for (auto const &resource : there) {
        names += (names.empty() ? "" : ", ") + resource.substr(resource.rfind('/') + 1);
    }
    return names.empty()
               ? base::fault(Trouble::not_found, "{} 没有队列“{}”，一个队列都没有",
                             "{} has no queue '{}', nor any other", address.server.uri(), address.name())
               : base::fault(Trouble::not_found, "{} 没有队列“{}”，有：{}",
                             "{} has no queue '{}'; there are: {}", address.server.uri(), address.name(),
                             names);
}

base::Result<std::unique_ptr<Driver>> open(Uri const &uri, base::Clock const &clock) {
    auto address = read_address(uri);
    if (!address) {
        return std::move(address).fault();
    }
    Spooler const spooler{*address};
    auto queue = spooler.queue();
    if (!queue && queue.fault().kind == Trouble::not_found) {
        auto const there = queues_of(address->server);
        return no_queue(*address, there ? *there : std::vector<std::string>{});
    }
    if (!queue) {
        return std::move(queue).fault();
    }
    return std::unique_ptr<Driver>{std::make_unique<QueueDriver>(spooler, std::move(*queue), clock)};
}

std::vector<Sighting> find(base::Clock const & /*clock*/) {
    auto const server = default_server();
    auto const resources = queues_of(server);
    std::vector<Sighting> queues;
    for (auto const &resource : resources ? *resources : std::vector<std::string>{}) {
        queues.push_back({Address{server, resource}.uri()});
    }
    return queues;
}

} // namespace

} // namespace cups

Family const &cups_family();

Family const &cups_family() {
    static Family const family{"cups", "ipp",
                               [] {
                                   return base::Words{
                                       "CUPS 打印队列：任何办公打印机，如 ipp:office",
                                       "queues of CUPS: any office printer, such as ipp:office"};
                               },
                               cups::open, cups::find};
    return family;
}

} // namespace print
