// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/tethered.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "camera/arrivals.hpp"
#include "camera/gphoto.hpp"
#include "camera/whole_jpeg.hpp"
#include <atomic>
#include <functional>
#include <set>
#include <thread>

namespace camera {

using base::fault;
using base::Fault;
using base::Result;
using base::Trouble;

namespace {

constexpr std::chrono::milliseconds ear{50}; ///< that the thread listens without looking up
constexpr int most_failures = 3;             ///< in a row, before the camera is given up

bool is_jpeg_name(std::string const &name) {
    auto const ending = name.substr(name.find_last_of('.') + 1);
    auto const is = [&](std::string_view word) {
        return std::ranges::equal(ending, word, [](char a, char b) { return (a | 0x20) == b; });
    };
    return is("jpg") || is("jpeg");
}

class Tethered final : public Camera {
public:
    explicit Tethered(std::unique_ptr<GPhoto> camera)
        : camera_{std::move(camera)}, name_{camera_->name()}, thread_{[this] { run(); }} {}
    ~Tethered() override {
        stop_ = true;
        thread_.join();
    }

    [[nodiscard]] std::string name() const override { return name_; }
    Arrivals::News wait(std::chrono::milliseconds patience) override {
        return arrivals_.wait(patience, true);
    }
    [[nodiscard]] bool lost() const override { return arrivals_.is_gone(); }
    Result<> shoot() override {
        return ask<std::monostate>([this](GPhoto &camera) -> Result<> {
            auto taken = camera.shoot();
            if (taken && *taken) {
                hear(std::move(**taken));
            }
            return taken ? Result<>{} : Result<>{std::move(taken).fault()};
        });
    }
    Result<std::optional<base::Bytes>> live_view() override {
        return ask<std::optional<base::Bytes>>([](GPhoto &camera) { return camera.preview(); });
    }
    Result<std::optional<std::chrono::seconds>> clock_ahead() override;

private:
    struct Heard {
        OnCamera what;
        Moment appeared, not_before;
        base::Instant seen_at;
    };

    void run();
    void listen();
    void hear(OnCamera what);
    void fetch(Heard const &heard);
    void take(Heard const &heard, Fetched fetched);
    void fail(Fault fault);
    void run_errands();
    void close(Fault const &why);
    template <typename T>
    Result<T> ask(std::function<Result<T>(GPhoto &)> question);

    std::unique_ptr<GPhoto> camera_; ///< of the thread
    std::string name_;
    Arrivals arrivals_;
    std::deque<Heard> heard_;          ///< of the thread: told of and not fetched yet
    std::set<base::Digest> delivered_; ///< of the thread
    Moment quiet_since_ = std::chrono::steady_clock::now();
    int failures_ = 0;
    bool over_ = false; ///< of the thread: the camera is gone

    std::mutex lock_;
    std::deque<std::function<void(Fault const *)>> errands_; ///< run by the thread, or refused
    std::optional<Fault> closed_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

/// The answer of the camera's thread, which everything waits for no longer than is decent.
template <typename T>
Result<T> Tethered::ask(std::function<Result<T>(GPhoto &)> question) {
    struct Answer {
        std::mutex lock;
        std::condition_variable given;
        std::optional<Result<T>> is;
    };
    auto const answer = std::make_shared<Answer>();
    {
        std::lock_guard const guard{lock_};
        if (closed_) {
            return Fault{*closed_};
        }
        errands_.emplace_back([this, answer, question](Fault const *refused) {
            auto is = refused != nullptr ? Result<T>{Fault{*refused}} : question(*camera_);
            std::lock_guard const writing{answer->lock};
            answer->is = std::move(is);
            answer->given.notify_one();
        });
    }
    std::unique_lock guard{answer->lock};
    if (!answer->given.wait_for(guard, patience_for_answers, [&] { return answer->is.has_value(); })) {
        return fault(Trouble::device, "相机 {} 没有回答", "the camera {} does not answer", name_);
    }
    return std::move(*answer->is);
}

Result<std::optional<std::chrono::seconds>> Tethered::clock_ahead() {
    using Seconds = std::chrono::seconds;
    return ask<std::optional<Seconds>>([](GPhoto &camera) -> Result<std::optional<Seconds>> {
        auto const shown = camera.clock();
        if (!shown || !*shown) {
            return shown ? Result<std::optional<Seconds>>{std::nullopt} : Fault{shown.fault()};
        }
        return std::optional{std::chrono::round<Seconds>(**shown - base::SystemClock{}.now())};
    });
}

void Tethered::run() {
    while (!stop_ && !over_) {
        run_errands();
        listen();
        if (!over_ && !heard_.empty()) {
            auto const next = std::move(heard_.front());
            heard_.pop_front();
            fetch(next);
        }
    }
    close(fault(Trouble::device, "相机 {} 已经断开", "the camera {} is disconnected", name_));
    camera_.reset();
}

/// Everything that the camera tells of is heard before any of it is fetched: that takes time.
void Tethered::listen() {
    auto patience = heard_.empty() ? ear : std::chrono::milliseconds{1};
    while (!stop_) {
        auto const began = std::chrono::steady_clock::now();
        auto told = camera_->next(patience);
        if (!told) {
            fail(std::move(told).fault());
            return;
        }
        failures_ = 0;
        if (!*told) {
            quiet_since_ = began;
            return;
        }
        hear(std::move(**told));
        patience = std::chrono::milliseconds{1};
    }
}

void Tethered::hear(OnCamera what) {
    heard_.push_back(
        {std::move(what), std::chrono::steady_clock::now(), quiet_since_, base::SystemClock{}.now()});
}

void Tethered::fetch(Heard const &heard) {
    auto const &name = heard.what.name;
    if (!is_jpeg_name(name)) {
        arrivals_.complain(fault(Trouble::bad_input, "相机拍了 {}，不是 JPEG，没有取",
                                 "the camera took {}, which is no JPEG and is not fetched", name));
        return;
    }
    auto got = camera_->fetch(heard.what);
    if (!got) { // what was stuck is often loose the second time
        got = camera_->fetch(heard.what);
    }
    if (got) {
        take(heard, std::move(*got));
    } else if (got.fault().kind == Trouble::not_found) {
        fail(fault(Trouble::not_found, "取照片 {} 的时候相机断开了；照片还在相机里",
                   "the camera was disconnected while {} was fetched; the picture is still on the camera",
                   name));
    } else {
        arrivals_.complain(fault(Trouble::bad_input, "照片 {} 没有取下来（{}），还在相机里",
                                 "{0} could not be fetched ({2}) and is still on the camera", name,
                                 got.fault().what.zh, got.fault().what.en));
    }
}

void Tethered::take(Heard const &heard, Fetched fetched) {
    if (wholeness(fetched.file) != Wholeness::whole) {
        arrivals_.complain(fault(Trouble::bad_input, "照片 {} 不是完整的 JPEG，没有取；它还在相机里",
                                 "{} is no whole JPEG and is not taken; it is still on the camera",
                                 heard.what.name));
    } else if (delivered_.insert(base::sha256(fetched.file)).second) {
        arrivals_.add({std::move(fetched.file), heard.what.name, heard.appeared, heard.not_before,
                       heard.seen_at, fetched.taken_at});
    }
}

void Tethered::fail(Fault fault) {
    if (fault.kind != Trouble::not_found && ++failures_ < most_failures) {
        return;
    }
    fault.kind = Trouble::device;
    over_ = true;
    arrivals_.gone(fault);
    close(fault);
}

void Tethered::run_errands() {
    std::deque<std::function<void(Fault const *)>> errands;
    {
        std::lock_guard const guard{lock_};
        errands.swap(errands_);
    }
    for (auto const &errand : errands) {
        errand(nullptr);
    }
}

void Tethered::close(Fault const &why) {
    std::deque<std::function<void(Fault const *)>> errands;
    {
        std::lock_guard const guard{lock_};
        closed_ = closed_ ? closed_ : why;
        errands.swap(errands_);
    }
    for (auto const &errand : errands) {
        errand(&why);
    }
}

Result<Found> choose(std::string const &which) {
    auto const all = GPhoto::list();
    if (!all) {
        return Fault{all.fault()};
    }
    std::vector<Found> fit;
    std::string names;
    for (auto const &one : *all) {
        names += (names.empty() ? "" : ", ") + one.uri;
        if (which.empty() || one.uri == "camera:" + which || one.port == which || one.model == which) {
            fit.push_back(one);
        }
    }
    if (fit.size() == 1) {
        return fit.front();
    }
    if (fit.size() > 1) {
        return fault(Trouble::usage, "接着几台相机，请写明是哪一台：{}",
                     "there are several cameras, say which: {}", names);
    }
    return all->empty() ? fault(Trouble::not_found, "USB 上没有相机：接好线，打开相机，关掉自动休眠",
                                "there is no camera on USB: plug it in, switch it on, and its sleep off")
                        : fault(Trouble::not_found, "没有相机 {}；接着的是：{}",
                                "there is no camera {}; what is there: {}", which, names);
}

} // namespace

Result<std::unique_ptr<Camera>> open_tethered(std::string const &which, TetherTerms terms) {
    auto const found = choose(which);
    if (!found) {
        return Fault{found.fault()};
    }
    auto camera = GPhoto::open(*found, terms.transfer);
    if (!camera) {
        return std::move(camera).fault();
    }
    return std::unique_ptr<Camera>{std::make_unique<Tethered>(std::move(*camera))};
}

} // namespace camera
