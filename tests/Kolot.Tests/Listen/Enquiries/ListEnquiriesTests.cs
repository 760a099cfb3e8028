using AngleSharp.Dom;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Contact;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Listen.Enquiries;

public sealed class ListEnquiriesTests
{
    private const string List = $"/{World.Cafe}/enquiries";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_answers_goes_on_to_the_next_that_waits_what_is_late_first_and_the_old_list_leads_to_that_of_cases(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (haifa, yafo) = (await world.Unit("haifa"), await world.Unit("yafo"));
        await Writing.Decide(world, form => form with
        {
            Topics = [form.Topics[0] with { PromisedMinutes = 6000, Unit = haifa }, form.Topics[1] with { Unit = yafo }, form.Topics[2] with { PromisedMinutes = 60, Unit = haifa }],
        });
        foreach (var (topic, text) in new[] { ("request", "בלי זמן"), ("question", "יש זמן"), ("complaint", "דחוף") })
        {
            using var phone = world.Nobody();
            await Writing.Write(phone, ("topic", topic), ("text", text), ("name", "רותי"), ("mail", $"{topic}@abraham.example"));
        }

        using var tamar = world.As(Cast.Tamar);
        using var moved = await tamar.Get($"{List}?list=late&topic=question&unit=haifa&page=2");
        Assert.Equal($"/{World.Cafe}/cases?view=due&from=form&topic=question&unit=haifa", Asked.Location(moved));
        Assert.Equal("3", (await tamar.Page($"/{World.Cafe}/voices")).QuerySelector("nav a.count")!.TextContent);
        using var next = await tamar.Get($"{List}/next");
        var enquiry = await tamar.Page(Asked.Location(next));
        Assert.Equal("דחוף", enquiry.QuerySelector("blockquote")?.TextContent ?? enquiry.QuerySelector("h1")?.TextContent);
        var form = enquiry.QuerySelector("#enquiry form")!;
        using var answered = await tamar.Post(form.GetAttribute("action")!, ("step", Value(form, "step")), ("text", "טופל"));
        Assert.Equal($"{List}/next", (await tamar.Page(Asked.Location(answered))).QuerySelector(".toast a")?.GetAttribute("href"));
        using var after = await tamar.Get($"{List}/next");
        Assert.Contains("יש זמן", (await tamar.Page(Asked.Location(after))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    // Whatever happens in whatever order, kept or removed: what the database notes is what the story tells.
    [Theory, EveryStore]
    public async Task Where_an_enquiry_stands_is_what_its_steps_tell_also_when_one_of_them_is_removed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        await Writing.Write(phone, ("topic", "question"), ("text", "מתי?"));
        await using var store = await world.Store();
        var (key, began, chance) = (await store.Enquiries.Select(enquiry => enquiry.Key).SingleAsync(Cancel), world.Clock.Now, new Random(31));
        for (var round = 0; round < 40; round++)
        {
            var steps = await store.EnquirySteps.AsNoTracking().Where(step => step.EnquiryKey == key && step.Kind != StepKind.Received).ToListAsync(Cancel);
            if (steps.Count > 4 || (steps.Count > 0 && chance.Next(3) == 0))
            {
                var gone = steps[chance.Next(steps.Count)].Id;
                await store.EnquirySteps.Where(step => step.Id == gone).ExecuteDeleteAsync(Cancel);
            }
            else
            {
                var at = began.AddMinutes(chance.Next(5));
                store.EnquirySteps.Add(new() { Id = Guid.CreateVersion7(), EnquiryKey = key, Kind = (StepKind)chance.Next(1, 6), At = at, DueAt = chance.Next(2) == 0 ? at.AddHours(4) : null });
                await store.SaveChangesAsync(Cancel);
            }

            var enquiry = await store.Enquiries.AsNoTracking().SingleAsync(Cancel);
            var story = EnquiryTold.StoryOf(await store.EnquirySteps.AsNoTracking().ToArrayAsync(Cancel));
            Assert.Equal((story.State, story.ExpectedBy, story.State is EnquiryState.Waiting or EnquiryState.Seen), (enquiry.State, enquiry.DueAt, enquiry.Since is not null));
        }
    }

    private static string Value(IElement form, string name) => form.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
}
