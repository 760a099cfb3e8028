using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class ReadyStudyTests
{
    [Fact]
    public void It_can_be_made_as_it_is_and_is_kept_and_read_without_a_change()
    {
        Assert.Empty(DesignCheck.Faults(ReadyStudy.Design));
        Assert.Empty(FormCheck.Faults(ReadyStudy.Form));
        Assert.Equal(StudyJson.Write(ReadyStudy.Form), StudyJson.Write(StudyJson.Read<AssessmentForm>(StudyJson.Write(ReadyStudy.Form))));
        Assert.Equal(StudyJson.Write(ReadyStudy.Design), StudyJson.Write(StudyJson.Read<StudyDesign>(StudyJson.Write(ReadyStudy.Design))));
    }

    [Fact]
    public void Its_form_has_all_three_layers_classic_and_emotional_statements_one_critical_and_all_anchors_in_both_languages()
    {
        var items = ReadyStudy.Form.Items;

        Assert.Equal(Enum.GetValues<Layer>(), items.Select(item => item.Layer).Distinct().Order());
        Assert.All(items, item => Assert.Equal(item.Layer == Layer.Emotional, item.Moving));
        Assert.Equal(Layer.Professional, Assert.Single(items, item => item.Critical).Layer);
        Assert.Contains(items, item => item.MayNotApply);
        Assert.All(items, item => Assert.Equal([1, 2, 3, 4, 5], item.Anchors.Keys.Order()));
        IEnumerable<Wording> texts = [.. items.SelectMany(item => item.Anchors.Values.Append(item.Text)), .. ReadyStudy.Scenarios.SelectMany(one => one.Wordings.Append(one.Name).Append(one.Persona)), ReadyStudy.Design.Question, ReadyStudy.Design.Ethics, ReadyStudy.Design.Disclosure];
        Assert.All(texts, text => Assert.True(text.Exactly("he") is not null && text.Exactly("en") is not null));
    }

    [Fact]
    public void A_design_that_cannot_be_made_says_where()
    {
        var wrong = ReadyStudy.Design with { Question = Wording.None, Rule = new(60, 30, 4, 4.5, 10), Channels = [], ProbesEach = 0, RatedTwice = 1.5, Budget = 100, Ethics = Wording.Of("א\0", ""), AppealDays = -1 };

        Assert.Equal(
            ["appealDays out_of_range", "channels required", "costEach required", "ethics not_text", "late before_fast", "never before_late", "poor above_delight", "probesEach out_of_range", "question required", "ratedTwice out_of_range"],
            DesignCheck.Faults(wrong).Select(fault => $"{fault.Field} {fault.Reason}").Order(StringComparer.Ordinal));
        Assert.Empty(DesignCheck.Faults(ReadyStudy.Design with { Channels = [], Ethics = Wording.None, Disclosure = Wording.None }, shopped: false));
    }

    [Fact]
    public void An_item_that_cannot_be_graded_by_says_where()
    {
        var item = new AssessmentItem("a", (Layer)9, Wording.None, 0) { Anchors = new Dictionary<int, Wording> { [6] = Wording.Of("ו", "f"), [2] = Wording.Of(new('ב', 500), "b") } };

        Assert.Equal(["anchor.2.he too_long", "anchors out_of_range", "he required", "layer unknown", "weight out_of_range"], FormCheck.Faults(item).Select(fault => $"{fault.Field} {fault.Reason}").Order(StringComparer.Ordinal));
        Assert.Contains(new Fault("items", "twice"), FormCheck.Faults(new AssessmentForm([ReadyStudy.Form.Items[0], ReadyStudy.Form.Items[0]])));
        Assert.Equal(new Fault("items", "required"), Assert.Single(FormCheck.Faults(new AssessmentForm([]))));
    }
}
