using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>
/// An order that may cost money, and where it stands: one for each generation job, with the job's id. Each verb is an arrow; it moves
/// the state, what is reserved and what is booked, and <see cref="OrderBooks"/> saves the three in one transaction. A verb that does
/// not fit the state throws <see cref="InvalidOperationException"/>. Nothing else says that something was paid. What a restart does:
/// <list type="bullet">
/// <item>Planned: nothing has gone out. It is submitted.</item>
/// <item>Submitting: it has gone out, and no id is known to collect it by. The charge is unknown; a person decides.</item>
/// <item>Submitted: it is collected by the provider's id, and never submitted again.</item>
/// <item>Arrived: it is paid and in the books. The picture's bytes are stored as a version; where only the answer is here, that is read
/// again. Nothing is ordered.</item>
/// <item>Stored: there is nothing left to do.</item>
/// <item>ChargeUnknown: it waits for a person, who looks at the provider's: a further try submits it again.</item>
/// <item>Failed: nothing was bought, or nothing can be had for it. Only a person's further try plans it again.</item>
/// <item>CollectedLater: its job was cancelled or given up while the provider may still finish. A further try collects it.</item>
/// </list>
/// What costs nothing is never Submitting and never Arrived: interrupted, it is made once more.
/// </summary>
public sealed class Order : IOfProject
{
    private readonly List<Charge> charges = [];

    private Order() { }

    /// <summary>That of the job, and of its <see cref="GenerationRequest"/>.</summary>
    public Guid Id { get; private set; }
    public Guid? ProjectId { get; private set; }
    public OrderState State { get; private set; }

    /// <summary>The provider's own name of the work, stored before anything is waited for.</summary>
    public string? ProviderJobId { get; private set; }

    /// <summary>How often it has gone out: an answer belongs to one of these times.</summary>
    public int Submissions { get; private set; }

    /// <summary>Which of these times are in the books, a bit for each: none is booked twice.</summary>
    public long BookedSubmissions { get; private set; }

    /// <summary>When it went out last; null while it has not, and for what costs nothing.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>What counts against the budgets, in millionths of a US dollar: a <see cref="CostReservation"/> says the same.</summary>
    public long? ReservedMicroUsd { get; private set; }

    /// <summary>What the books say was paid for it, each time together; null while nothing was, or nobody knows how much.</summary>
    public long? PaidMicroUsd { get; private set; }
    public DateTimeOffset? ArrivedAt { get; private set; }

    /// <summary>The address of the picture's bytes, as they came.</summary>
    public BlobRef? ArrivedSha256 { get; private set; }

    /// <summary>The address of the answer as it came, kept until a picture of it is stored: see <see cref="KeptAnswers"/>.</summary>
    public BlobRef? AnswerSha256 { get; private set; }
    public string? AnswerType { get; private set; }

    /// <summary>The names in the answer and the kinds of their values.</summary>
    public string? AnswerShape { get; private set; }

    /// <summary>It arrived, but no picture has been found in it, or none that can be decoded: a person looks at it.</summary>
    public bool IsUnread { get; private set; }

    public bool IsPaidFor => SubmittedAt is not null;

    /// <summary>Its picture is here, or can be had from its provider without another order.</summary>
    public bool CanBeCollected => State == OrderState.CollectedLater || (State == OrderState.Arrived && !IsUnread);

    public static Order Plan(Guid id, Guid? projectId) => new() { Id = id, ProjectId = projectId };

    /// <summary>Its price counts against the budgets from now on; null where it is free, or nobody knows.</summary>
    public void Reserve(long? microUsd)
    {
        Require(OrderState.Planned, OrderState.Submitted);
        ReservedMicroUsd = ReservedMicroUsd is null
            ? microUsd is > 0
                ? microUsd
                : null
            : throw Misfit();
    }

    /// <summary>It goes out now, and may be charged from here on.</summary>
    public void Submit(DateTimeOffset now)
    {
        Require(OrderState.Planned);
        (State, SubmittedAt, Submissions) = (OrderState.Submitting, now, Submissions + 1);
        BookedSubmissions &= ~Bit(Submissions);
    }

    /// <summary>The provider has named the work, or has given it another name.</summary>
    public void Acknowledge(string providerJobId)
    {
        Require(OrderState.Planned, OrderState.Submitting, OrderState.Submitted);
        (State, ProviderJobId) = (OrderState.Submitted, providerJobId);
    }

    /// <summary>
    /// Refused, or gone at the provider: there is nothing to collect, and a further try submits it again. What it cost all the same is
    /// booked.
    /// </summary>
    public void ComeToNothing(Charge? lost = null)
    {
        Require(OrderState.Planned, OrderState.Submitting, OrderState.Submitted);
        if (lost is { } charge && IsPaidFor)
        {
            Book(Submissions, charge);
        }

        (State, ProviderJobId, SubmittedAt) = (OrderState.Planned, null, null);
    }

    /// <summary>Nobody can know whether what went out was charged.</summary>
    public void LeaveChargeUnknown()
    {
        Require(OrderState.Submitting);
        State = OrderState.ChargeUnknown;
    }

    /// <summary>
    /// The picture's bytes are here, and are paid. Of two who have collected the same, the second changes nothing; what belongs to an
    /// earlier submission, of which nobody knew any more, is booked and no more than that.
    /// </summary>
    public void Arrive(int submission, BlobRef picture, Charge charge, KeptAnswer? answer, DateTimeOffset now)
    {
        if (IsNews(submission, charge))
        {
            ArrivedSha256 = picture;
            BePaid(charge, answer, now);
        }
    }

    /// <summary>An answer is here, and is paid, but no picture was found in it. Otherwise as <see cref="Arrive"/>.</summary>
    public void ArriveUnread(int submission, KeptAnswer? answer, Charge charge, DateTimeOffset now)
    {
        if (IsNews(submission, charge))
        {
            IsUnread = true;
            BePaid(charge, answer, now);
        }
    }

    /// <summary>What arrived cannot be decoded. It stays; where no answer was kept, its bytes are the answer.</summary>
    public void CannotBeRead(string type, string shape)
    {
        Require(OrderState.Arrived);
        IsUnread = true;
        if (AnswerSha256 is null)
        {
            (AnswerSha256, AnswerType, AnswerShape) = (ArrivedSha256, type, shape);
        }
    }

    /// <summary>A picture has been found in what arrived after all, or a person has brought it.</summary>
    public void Find(BlobRef picture)
    {
        Require(OrderState.Arrived);
        (ArrivedSha256, IsUnread) = (IsUnread ? picture : throw Misfit(), false);
    }

    /// <summary>Its picture is a version now; the answer is not needed any more.</summary>
    public void Store()
    {
        Require(OrderState.Arrived);
        State = IsUnread ? throw Misfit() : OrderState.Stored;
        (AnswerSha256, AnswerType, AnswerShape) = (null, null, null);
    }

    /// <summary>Its picture was deleted for good: nothing names its bytes any more. What was paid stays.</summary>
    public void ForgetPicture()
    {
        Require(OrderState.Stored);
        ArrivedSha256 = null;
    }

    /// <summary>It has cost nothing, and its picture is a version now.</summary>
    public void StoreFree()
    {
        Require(OrderState.Planned, OrderState.Submitted);
        (State, ReservedMicroUsd) = (IsPaidFor ? throw Misfit() : OrderState.Stored, null);
    }

    /// <summary>Its job has ended without its picture. Nothing stays reserved.</summary>
    public void GiveUp()
    {
        Require(OrderState.Planned, OrderState.Submitting, OrderState.Submitted, OrderState.ChargeUnknown);
        (State, ReservedMicroUsd) = (
            State switch
            {
                OrderState.Submitting => OrderState.ChargeUnknown,
                OrderState.Submitted => OrderState.CollectedLater,
                _ => OrderState.Failed,
            },
            null
        );
    }

    /// <summary>A person wants another try: what can be collected is, and what arrived is read again; the rest is planned again.</summary>
    public void TryAgain()
    {
        if (State is OrderState.Failed or OrderState.ChargeUnknown)
        {
            (State, ProviderJobId, SubmittedAt) = (OrderState.Planned, null, null);
        }
        else if (State == OrderState.CollectedLater)
        {
            State = OrderState.Submitted;
        }
        else if (State == OrderState.Stored)
        {
            throw Misfit();
        }
    }

    /// <summary>What the verbs since the last time have booked: each of it becomes one entry.</summary>
    public IReadOnlyList<Charge> TakeCharges()
    {
        List<Charge> taken = [.. charges];
        charges.Clear();
        return taken;
    }

    private bool IsNews(int submission, Charge charge)
    {
        if (submission != Submissions || State is OrderState.Arrived or OrderState.Stored)
        {
            Book(submission, charge);
            return false;
        }

        Require(OrderState.Submitting, OrderState.Submitted, OrderState.ChargeUnknown, OrderState.CollectedLater, OrderState.Failed);
        return true;
    }

    private void BePaid(Charge charge, KeptAnswer? answer, DateTimeOffset now)
    {
        (State, ArrivedAt, ReservedMicroUsd) = (OrderState.Arrived, now, null);
        (AnswerSha256, AnswerType, AnswerShape) = (answer?.Blob, answer?.Type, answer?.Shape);
        Book(Submissions, charge);
    }

    private void Book(int submission, Charge charge)
    {
        if ((BookedSubmissions & Bit(submission)) == 0)
        {
            BookedSubmissions |= Bit(submission);
            charges.Add(charge);
            PaidMicroUsd = charge.MicroUsd is { } paid ? (PaidMicroUsd ?? 0) + paid : PaidMicroUsd;
        }
    }

    private static long Bit(int submission) => 1L << (submission % 64);

    private void Require(params ReadOnlySpan<OrderState> states) => _ = states.Contains(State) ? State : throw Misfit();

    private InvalidOperationException Misfit() => new($"This does not fit an order that is {State}{(IsUnread ? " and unread" : "")}.");
}
