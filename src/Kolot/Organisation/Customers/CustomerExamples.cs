namespace Kolot.Organisation.Customers;

/// <summary>What customers look like on their way in and out, for whoever writes a program.</summary>
internal static class CustomerExamples
{
    public static readonly Dictionary<string, string> Pages = new()
    {
        ["limit"] = "How many on a page: 1 to 250, 50 if left out.",
        ["cursor"] = "What the page before gave as next.",
    };

    public static readonly Dictionary<string, string> Names = new()
    {
        ["source"] = "The system that knows the customer: crm.",
        ["id"] = "The customer's id there.",
    };

    public const string Sent = """
        {
          "name": "רות אברהם",
          "unit": "all",
          "since": "2024-03-01T00:00:00+02:00",
          "identities": { "mail": "ruth@example.com", "phone": ["050-123-4567", "04-8123456"] },
          "attributes": { "plan": "fiber-500", "came-from": "friend" }
        }
        """;

    public const string Customer = """
        {
          "id": "019a4b1e-7c01-7f00-8d11-92b7a1f0c3aa",
          "source": "crm",
          "sourceId": "c-77",
          "name": "רות אברהם",
          "unit": "all",
          "since": "2024-02-29T22:00:00Z",
          "identities": { "mail": ["ruth@example.com"], "phone": ["+972501234567", "+97248123456"] },
          "attributes": { "plan": "fiber-500", "came-from": "friend" },
          "version": 0
        }
        """;

    public const string Page = $$"""
        { "customers": [ {{Customer}} ], "next": "HksaGQF8AH-NEZK3ofDDqg" }
        """;
}
