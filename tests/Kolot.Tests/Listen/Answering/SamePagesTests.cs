using System.Text;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Answering;

namespace Kolot.Tests.Listen.Answering;

public sealed class SamePagesTests
{
    [Fact]
    public async Task A_form_is_remembered_however_many_thanks_promised_another_time_before()
    {
        var (survey, drawn) = (new Survey { Languages = ["he"], Title = Wording.Of("שאלה", "A question"), Screens = [] }, 0);
        ValueTask<PackedPage> Of(int screen, string action) => SamePages.Of(survey, new("cafe", "קפה", "he", screen, action), () =>
        {
            drawn++;
            return Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(action));
        });
        for (var minute = 0; minute < 300; minute++) await Of(-1, $"by {minute}");
        drawn = 0;

        await Of(0, "form");
        await Of(-1, "by 299");
        await Of(0, "form");
        await Of(-1, "by 299");

        Assert.Equal(1, drawn);
    }
}
