using Kolot.Core.Benchmarks;
using Kolot.Store;

namespace Kolot.Demo;

/// <summary>Plants the contact-us study of 2010, as it was reported: what the report does not say is not there either.</summary>
internal static class DemoStudy2010
{
    private const double MsPerMinute = 60_000;

    /// <summary>Adds it, published; saving is the caller's.</summary>
    public static void Plant(OrganisationStore store, Guid by, DateTime now)
    {
        var study = new Study
        {
            Id = Guid.CreateVersion7(), Code = "contact-us-2010", Name = "מחקר ״צרו קשר״, יוני 2010", NameEn = "The contact-us study of June 2010", Kind = StudyKind.Reported, State = StudyState.Published,
            Design = StudyJson.Write(ContactUs2010.Design), PublishedAt = now, Revision = 1, BegunAt = now, BegunBy = by,
        };
        store.Studies.Add(study);
        store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = 1, From = new(2010, 6, 13), Until = new(2010, 6, 19), ClosedAt = now });
        foreach (var told in ContactUs2010.Rows)
        {
            var company = new StudyCompany
            {
                Id = Guid.CreateVersion7(), StudyId = study.Id, Number = told.Number, Name = told.Name?.Exactly("he"), NameEn = told.Name?.Exactly("en"),
                Industry = told.Industry?.Exactly("he"), IndustryEn = told.Industry?.Exactly("en"), Addresses = "{}",
            };
            store.StudyCompanies.Add(company);
            var answered = told.State == ProbeState.Answered;
            store.Probes.Add(new()
            {
                Id = Guid.CreateVersion7(), StudyId = study.Id, Wave = 1, CompanyId = company.Id, Channel = ProbeChannel.ContactForm, State = told.State, Stated = told.Outcome, Review = ProbeReview.Accepted,
                WaitedFrom = answered ? (long)(told.Minutes.Low * MsPerMinute) : null, WaitedUntil = answered && told.Minutes.High < double.MaxValue ? (long)(told.Minutes.High * MsPerMinute) : null,
            });
        }
    }
}
