// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/hub.hpp"
#include <algorithm>
#include <utility>

namespace web {

namespace {
constexpr std::size_t most_feeds = 500;
}

class Hub::Feed final : public EventFeed {
public:
    explicit Feed(std::string owner) : owner_{std::move(owner)} {}

    std::optional<std::string> take() override {
        std::lock_guard const lock{mutex_};
        if (ended_) {
            return std::nullopt;
        }
        std::string text = std::exchange(breath_, {});
        for (auto const &topic : topics_) {
            text += "event: " + topic + "\ndata: \n\n";
        }
        topics_.clear();
        return text;
    }
    void on_ready(std::function<void()> wake) override {
        std::lock_guard const lock{mutex_};
        wake_ = std::move(wake);
    }
    void closed() override { end(); }

    void add(std::string const &topic) {
        change([&] { topics_.insert(topic); });
    }
    void breathe() {
        change([&] { breath_ = ":\n\n"; });
    }
    void end() {
        change([&] { ended_ = true; });
    }
    [[nodiscard]] bool ended() {
        std::lock_guard const lock{mutex_};
        return ended_;
    }
    [[nodiscard]] std::string const &owner() const { return owner_; }

private:
    template <typename Do>
    void change(Do const &work) {
        std::function<void()> wake;
        {
            std::lock_guard const lock{mutex_};
            work();
            wake = wake_;
        }
        if (wake) {
            wake();
        }
    }

    std::string const owner_;
    std::mutex mutex_;
    std::set<std::string> topics_;
    std::string breath_ = "retry: 1000\n\n"; ///< milliseconds until a browser comes back
    bool ended_ = false;
    std::function<void()> wake_;
};

std::vector<std::shared_ptr<Hub::Feed>> Hub::feeds() {
    std::lock_guard const lock{mutex_};
    std::vector<std::shared_ptr<Feed>> open;
    std::erase_if(feeds_, [&](auto const &weak) {
        auto feed = weak.lock();
        if (!feed || feed->ended()) {
            return true;
        }
        open.push_back(std::move(feed));
        return false;
    });
    return open;
}

void Hub::publish(std::string const &topic) {
    for (auto const &feed : feeds()) {
        feed->add(topic);
    }
}

void Hub::breathe() {
    for (auto const &feed : feeds()) {
        feed->breathe();
    }
}

std::shared_ptr<EventFeed> Hub::open(std::string const &owner) {
    if (feeds().size() >= most_feeds) {
        return nullptr;
    }
    auto feed = std::make_shared<Feed>(owner);
    std::lock_guard const lock{mutex_};
    if (closed_) {
        return nullptr;
    }
    feeds_.push_back(feed);
    return feed;
}

void Hub::close_all_of(std::string const &owner) {
    for (auto const &feed : feeds()) {
        if (feed->owner() == owner) {
            feed->end();
        }
    }
}

void Hub::close() {
    {
        std::lock_guard const lock{mutex_};
        closed_ = true;
    }
    for (auto const &feed : feeds()) {
        feed->end();
    }
}

} // namespace web
