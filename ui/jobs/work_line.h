// "Is it really working?": how much of the GPUs is put to use as ten blocks, one sentence, and one next step.
#pragma once

#include "core/telemetry/gpu_verdict.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// `share` of ten blocks filled; says it in words to a screen reader.
class WorkBlocks : public QWidget {
  Q_OBJECT

 public:
  explicit WorkBlocks(QWidget* parent = nullptr);
  void set(std::optional<double> share, Tone tone);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<double> share_;
  Tone tone_ = Tone::plain;
};

class WorkLine : public Page {
  Q_OBJECT

 public:
  explicit WorkLine(QWidget* parent = nullptr);
  /// Hides itself when there is nothing to say.
  void show_verdict(const GpuVerdict& verdict, bool is_over);

 signals:
  void stop_requested();

 protected:
  void retranslate() override;

 private:
  void show_all();

  GpuVerdict verdict_;
  bool is_over_ = false;
  WorkBlocks* blocks_;
  Caption* caption_;
  Strong* sentence_;
  Muted* next_step_;
  SecondaryButton* stop_;
};

}  // namespace werkbank
