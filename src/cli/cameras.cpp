// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "camera/camera.hpp"
#include "cli/capture.hpp"
#include "cli/verbs.hpp"
#include "desk/camera_desk.hpp"
#include <algorithm>
#include <csignal>

namespace cli {

using base::Json;
using base::Trouble;
using base::words;

namespace {

struct CameraAsked {
    std::vector<std::string> words;
    int number = 0, seconds = 0; ///< 0: not given
    bool once = false;

    [[nodiscard]] std::string uri() const { return words.empty() ? "" : words.front(); }
};

constexpr int patience_for_shot = 30; ///< seconds, where none are given

volatile std::sig_atomic_t stopped = 0;

/// Until it ends, Ctrl-C ends the watch and not the program.
class Stoppable {
public:
    Stoppable() {
        stopped = 0;
        for (auto const signal : {SIGINT, SIGTERM}) {
            std::signal(signal, [](int) { stopped = 1; });
        }
    }
    Stoppable(Stoppable const &) = delete;
    Stoppable &operator=(Stoppable const &) = delete;
    ~Stoppable() {
        for (auto const signal : {SIGINT, SIGTERM}) {
            std::signal(signal, SIG_DFL);
        }
    }
};

int list(Door &door) {
    auto const found = camera::list();
    if (!found) {
        return door.fail(found.fault());
    }
    auto cameras = Json::list();
    for (auto const &one : *found) {
        auto camera = Json::object();
        cameras.add(camera.set("uri", one.uri).set("model", one.model));
        door.line({one.uri + "  " + one.model, one.uri + "  " + one.model});
    }
    if (found->empty()) {
        door.remark({"USB 上没有相机", "there is no camera on USB"});
    }
    auto object = Json::object();
    door.answer(object.set("cameras", cameras));
    return 0;
}

base::Words clock_words(std::optional<std::chrono::seconds> ahead) {
    if (!ahead) {
        return {"读不出相机的时钟", "the camera's clock cannot be read"};
    }
    constexpr std::chrono::seconds near{2};
    auto const off = std::chrono::abs(*ahead);
    if (off <= near) {
        return {"相机的时钟是准的", "the camera's clock is right"};
    }
    auto const hours = off.count() / 3600, minutes = off.count() / 60 % 60, seconds = off.count() % 60;
    return *ahead > near ? words("相机的时钟快 {} 小时 {} 分 {} 秒",
                                 "the camera's clock is {} h {} min {} s fast", hours, minutes, seconds)
                         : words("相机的时钟慢 {} 小时 {} 分 {} 秒",
                                 "the camera's clock is {} h {} min {} s slow", hours, minutes, seconds);
}

int status(Door &door, CameraAsked const &asked) {
    auto const camera = camera::open(asked.uri());
    if (!camera) {
        return door.fail(camera.fault());
    }
    auto const ahead = (*camera)->clock_ahead();
    if (!ahead) {
        return door.fail(ahead.fault());
    }
    auto const name = (*camera)->name();
    auto const clock = clock_words(*ahead);
    auto object = Json::object();
    object.set("uri", asked.uri()).set("model", name).set("clock", clock.in(door.language()));
    if (*ahead) {
        object.set("clock_ahead_seconds", (*ahead)->count());
    }
    door.answer(object);
    door.line({name + "：" + clock.zh, name + ": " + clock.en});
    return 0;
}

/// One visit at one camera: what comes from it, brought to the desk.
class Watch {
public:
    Watch(Door &door, desk::Station &station) : door_{door}, station_{station} {}

    base::Result<> begin(CameraAsked const &asked);
    /// Releases the shutter as well where \p shoots. \return the exit status
    int run(CameraAsked const &asked, bool shoots);

private:
    void look(camera::Camera &camera);
    void take(camera::Picture const &picture);
    void tell_aside(desk::Aside const &aside);
    int end(CameraAsked const &asked, bool shoots);

    Door &door_;
    desk::Station &station_;
    std::optional<photo::FaceFinder> finder_;
    desk::CameraDesk desk_;
    std::unique_ptr<camera::Camera> camera_;
    std::optional<base::Fault> trouble_; ///< that ends the watch, or lasts
    Json shots_ = Json::list(), asides_ = Json::list(), findings_ = Json::list();
    int shots_taken_ = 0, status_ = 0;
};

/// They stand there before the camera is listened to: what came earlier is not theirs.
base::Result<> Watch::begin(CameraAsked const &asked) {
    auto const visit = desk::at_camera(station_, asked.number);
    if (!visit) {
        return base::Fault{visit.fault()};
    }
    desk_.stand(visit->id);
    auto opened = camera::open(asked.uri());
    if (!opened) {
        return std::move(opened).fault();
    }
    camera_ = std::move(*opened);
    if (auto finder = photo::FaceFinder::load()) { // takes a while: the camera is listened to meanwhile
        finder_.emplace(std::move(*finder));
    } else {
        door_.remark(finder.fault().what);
    }
    return {};
}

int Watch::run(CameraAsked const &asked, bool shoots) {
    Stoppable const stoppable;
    auto const began = std::chrono::steady_clock::now();
    if (auto released = shoots ? camera_->shoot() : base::Result<>{}; !released) {
        return door_.fail(released.fault());
    }
    auto const seconds = std::chrono::seconds{asked.seconds > 0 ? asked.seconds
                                              : shoots          ? patience_for_shot
                                                                : 0};
    auto const once = asked.once || shoots;
    while (stopped == 0 && !camera_->lost() && !(once && shots_taken_ > 0) &&
           (seconds.count() == 0 || std::chrono::steady_clock::now() - began < seconds)) {
        look(*camera_);
    }
    return end(asked, shoots);
}

void Watch::look(camera::Camera &camera) {
    constexpr std::chrono::milliseconds slice{300};
    auto came = camera.wait(slice);
    if (came) {
        trouble_.reset();
        if (*came) {
            take(**came);
        }
        return;
    }
    if (came.fault().kind == Trouble::bad_input) {
        findings_.add(came.fault().text(door_.language()));
        door_.remark(came.fault().what);
        status_ = static_cast<int>(Trouble::bad_input);
        return;
    }
    if (!trouble_ && !camera.lost()) {
        door_.remark(came.fault().what);
    }
    trouble_ = std::move(came).fault();
}

void Watch::take(camera::Picture const &picture) {
    auto const arrived = desk_.take(station_, finder_ ? &*finder_ : nullptr, picture, camera_->name());
    ++shots_taken_;
    if (!arrived) {
        status_ = door_.fail(arrived.fault());
    } else if (arrived->aside) {
        auto one = Json::object();
        asides_.add(
            one.set("id", arrived->aside->id).set("reason", arrived->aside->reason.in(door_.language())));
        tell_aside(*arrived->aside);
        status_ = static_cast<int>(Trouble::bad_input);
    } else {
        auto one = shot_json(*arrived->shot, door_.language());
        shots_.add(one.set("name", picture.name));
        auto const verdict = tell_shot(door_, *arrived->shot);
        status_ = verdict != 0 ? verdict : status_;
    }
}

void Watch::tell_aside(desk::Aside const &aside) {
    door_.line(
        words("{} 放在一边：{}", "{} is kept aside: {}", aside.name, aside.reason.in(door_.language())));
}

int Watch::end(CameraAsked const &asked, bool shoots) {
    auto object = Json::object();
    object.set("uri", asked.uri()).set("model", camera_->name());
    object.set("shots", shots_).set("aside", asides_).set("findings", findings_);
    if (trouble_) {
        return door_.fail(*trouble_);
    }
    if (shots_taken_ == 0 && (asked.once || shoots) && stopped == 0) {
        return door_.fail(base::fault(Trouble::not_found, "没有等到照片", "no picture came"));
    }
    door_.answer(object);
    return status_;
}

int watch(Door &door, CameraAsked const &asked, bool shoots) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    Watch one{door, *station};
    if (auto begun = one.begin(asked); !begun) {
        return door.fail(begun.fault());
    }
    return one.run(asked, shoots);
}

int list_asides(Door &door) {
    auto station = door.open();
    auto const all = station ? desk::asides(*station)
                             : base::Result<std::vector<desk::Aside>>{base::Fault{station.fault()}};
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *all) {
        auto row = Json::object();
        row.set("id", one.id).set("camera", one.camera).set("name", one.name).set("at", one.seen_at);
        rows.add(row.set("reason", one.reason.in(door.language())));
        door.line({one.id + "  " + one.name + "：" + one.reason.zh,
                   one.id + "  " + one.name + ": " + one.reason.en});
    }
    auto object = Json::object();
    door.answer(object.set("aside", rows));
    return 0;
}

int give_aside(Door &door, CameraAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const finder = photo::FaceFinder::load();
    auto const taken = desk::give_aside(*station, finder ? &*finder : nullptr, asked.uri(), asked.number);
    if (!taken) {
        return door.fail(taken.fault());
    }
    door.answer(shot_json(*taken, door.language()));
    return tell_shot(door, *taken);
}

} // namespace

void add_cameras(CommandLine &line, Door &door) {
    line.noun("camera", {"相机：USB 上的，或者别的程序存照片的文件夹",
                         "cameras: on USB, or a folder that another program fills"});
    auto const asked = std::make_shared<CameraAsked>();
    base::Words const uri{"camera:、camera:型号 或 folder:文件夹", "camera:, camera:MODEL or folder:PATH"},
        number{"谁在拍：拍摄序号", "who is at the camera: their number"},
        seconds{"最多等多少秒", "how long, in seconds"};
    line.verb("camera", "list", {"USB 上有哪些相机", "the cameras on USB"}).does([&door] {
        return list(door);
    });
    line.verb("camera", "status",
              {"相机的型号，时钟准不准", "a camera's model, and whether its clock is right"})
        .texts("uri", asked->words, uri)
        .does([&door, asked] { return status(door, *asked); });
    line.verb("camera", "watch",
              {"把摄影师拍的照片交给这个拍摄序号，到 Ctrl-C 为止",
               "bring what the photographer shoots to a number, until Ctrl-C"})
        .texts("uri", asked->words, uri)
        .required_whole("--number", asked->number, number)
        .whole("--seconds", asked->seconds, seconds)
        .flag("--once", asked->once, {"来一张就结束", "until the first picture"})
        .does([&door, asked] { return watch(door, *asked, false); });
    line.verb("camera", "shoot",
              {"按快门，把照片交给这个拍摄序号", "release the shutter and bring the picture to a number"})
        .texts("uri", asked->words, uri)
        .required_whole("--number", asked->number, number)
        .whole("--seconds", asked->seconds, seconds)
        .does([&door, asked] { return watch(door, *asked, true); });
    line.verb("camera", "aside",
              {"放在一边的照片：不知道是谁的", "pictures that lie aside: whose they are is not known"})
        .does([&door] { return list_asides(door); });
    line.verb("camera", "give", {"写明放在一边的照片是谁的", "say whose a picture is that lies aside"})
        .texts("picture", asked->words, {"照片", "the picture"})
        .required_whole("--number", asked->number, {"拍摄序号", "the number"})
        .does([&door, asked] { return give_aside(door, *asked); });
}

} // namespace cli
